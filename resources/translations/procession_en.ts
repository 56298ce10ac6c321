<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
    <context>
        <name>Ask</name>
        <message numerus="yes">
            <source>%n program(s) still run. Stop and quit?</source>
            <translation>
                <numerusform>%n program still runs. Stop it and quit?</numerusform>
                <numerusform>%n programs still run. Stop them and quit?</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HappenedWords</name>
        <message numerus="yes">
            <source>%n record(s) could not be kept: counts may be too low.</source>
            <translation>
                <numerusform>%n record could not be kept: counts may be too low.</numerusform>
                <numerusform>%n records could not be kept: counts may be too low.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n process(es) in %1</source>
            <translation>
                <numerusform>%n process in %1</numerusform>
                <numerusform>%n processes in %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more process(es) ended badly.</source>
            <translation>
                <numerusform>%n more process ended badly.</numerusform>
                <numerusform>%n more processes ended badly.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n error</numerusform>
                <numerusform>%n errors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s)</source>
            <translation>
                <numerusform>%n warning</numerusform>
                <numerusform>%n warnings</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 was taken %n time(s)</source>
            <translation>
                <numerusform>%1 was taken once</numerusform>
                <numerusform>%1 was taken %n times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n of them after waiting</source>
            <translation>
                <numerusform>, %n of them after waiting</numerusform>
                <numerusform>, %n of them after waiting</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) went into %1</source>
            <translation>
                <numerusform>%n item went into %1</numerusform>
                <numerusform>%n items went into %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>; at most %n inside at once</source>
            <translation>
                <numerusform>; at most %n inside at once</numerusform>
                <numerusform>; at most %n inside at once</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 was given %n task(s)</source>
            <translation>
                <numerusform>%1 was given %n task</numerusform>
                <numerusform>%1 was given %n tasks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>; %n failed</source>
            <translation>
                <numerusform>; %n failed</numerusform>
                <numerusform>; %n failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) went through %1</source>
            <translation>
                <numerusform>%n message went through %1</numerusform>
                <numerusform>%n messages went through %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OutputView</name>
        <message numerus="yes">
            <source>… %Ln byte(s) printed too fast to show; the recording has them</source>
            <translation>
                <numerusform>… %Ln byte printed too fast to show; the recording has it</numerusform>
                <numerusform>… %Ln bytes printed too fast to show; the recording has them</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecentWords</name>
        <message numerus="yes">
            <source>%n process(es)</source>
            <translation>
                <numerusform>%n process</numerusform>
                <numerusform>%n processes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RunPage</name>
        <message numerus="yes">
            <source>%Ln record(s) could not be written; the lanes show where.</source>
            <translation>
                <numerusform>%Ln record could not be written; its lane shows where.</numerusform>
                <numerusform>%Ln records could not be written; the lanes show where.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RunStrip</name>
        <message numerus="yes">
            <source>%n process(es)</source>
            <translation>
                <numerusform>%n process</numerusform>
                <numerusform>%n processes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n primitive(s)</source>
            <translation>
                <numerusform>%n primitive</numerusform>
                <numerusform>%n primitives</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message numerus="yes">
            <source>%Ln record(s)</source>
            <translation>
                <numerusform>%Ln record</numerusform>
                <numerusform>%Ln records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lost</source>
            <translation>
                <numerusform>%Ln lost</numerusform>
                <numerusform>%Ln lost</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message numerus="yes">
            <source>All %n</source>
            <translation>
                <numerusform>All %n</numerusform>
                <numerusform>All %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RunsPage</name>
        <message numerus="yes">
            <source>%n recording(s), %1 of at most %2</source>
            <translation>
                <numerusform>%n recording, %1 of at most %2</numerusform>
                <numerusform>%n recordings, %1 of at most %2</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n recording(s), %1</source>
            <translation>
                <numerusform>%n recording, %1</numerusform>
                <numerusform>%n recordings, %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>UndoBar</name>
        <message numerus="yes">
            <source>%n run(s) were deleted.</source>
            <translation>
                <numerusform>%n run was deleted.</numerusform>
                <numerusform>%n runs were deleted.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RunDetails</name>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n error</numerusform>
                <numerusform>%n errors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s)</source>
            <translation>
                <numerusform>%n warning</numerusform>
                <numerusform>%n warnings</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message numerus="yes">
            <source>When it is larger the oldest runs are deleted, never a pinned or an open one. Now: %n recording(s), %1.</source>
            <translation>
                <numerusform>When it is larger the oldest runs are deleted, never a pinned or an open one. Now: %n recording, %1.</numerusform>
                <numerusform>When it is larger the oldest runs are deleted, never a pinned or an open one. Now: %n recordings, %1.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PluginsPage</name>
        <message numerus="yes">
            <source>%n installed</source>
            <translation>
                <numerusform>%n installed</numerusform>
                <numerusform>%n installed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n active</source>
            <translation>
                <numerusform>%n active</numerusform>
                <numerusform>%n active</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n disabled</source>
            <translation>
                <numerusform>%n disabled</numerusform>
                <numerusform>%n disabled</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n incompatible</source>
            <translation>
                <numerusform>%n incompatible</numerusform>
                <numerusform>%n incompatible</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed</source>
            <translation>
                <numerusform>%n failed</numerusform>
                <numerusform>%n failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lesson(s)</source>
            <translation>
                <numerusform>%n lesson</numerusform>
                <numerusform>%n lessons</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lane(s)</source>
            <translation>
                <numerusform>%n lane</numerusform>
                <numerusform>%n lanes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln span</numerusform>
                <numerusform>%Ln spans</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lane(s)</source>
            <translation>
                <numerusform>%Ln lane</numerusform>
                <numerusform>%Ln lanes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n match(es)</source>
            <translation>
                <numerusform>%n match</numerusform>
                <numerusform>%n matches</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FindingBanner</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FindingDetails</name>
        <message numerus="yes">
            <source>%n other wait(s) hang on it.</source>
            <translation>
                <numerusform>%n other wait hangs on it.</numerusform>
                <numerusform>%n other waits hang on it.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PrimitiveRows</name>
        <message numerus="yes">
            <source>%n item(s)</source>
            <translation>
                <numerusform>%n item</numerusform>
                <numerusform>%n items</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n task(s) not begun</source>
            <translation>
                <numerusform>%n task not begun</numerusform>
                <numerusform>%n tasks not begun</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SourcePage</name>
        <message numerus="yes">
            <source>%n marked line(s)</source>
            <translation>
                <numerusform>%n marked line</numerusform>
                <numerusform>%n marked lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SourceView</name>
        <message numerus="yes">
            <source>%n wait(s), %1 in all</source>
            <translation>
                <numerusform>%n wait, %1 in all</numerusform>
                <numerusform>%n waits, %1 in all</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>acquired %n time(s)</source>
            <translation>
                <numerusform>acquired %n time</numerusform>
                <numerusform>acquired %n times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WaitPanel</name>
        <message numerus="yes">
            <source>%n earlier step(s)</source>
            <translation>
                <numerusform>%n earlier step</numerusform>
                <numerusform>%n earlier steps</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>InstallDialog</name>
        <message numerus="yes">
            <source>%n file(s), hashes checked</source>
            <translation>
                <numerusform>%n file, hashes checked</numerusform>
                <numerusform>%n files, hashes checked</numerusform>
            </translation>
        </message>
    </context>
</TS>
