<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>Ask</name>
        <message>
            <source>Python programs (*.py *.pyw *.pyz);;All files (*)</source>
            <translation>Python 程序 (*.py *.pyw *.pyz);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Open a script</source>
            <translation>打开脚本</translation>
        </message>
        <message>
            <source>Recordings (*.procession);;All files (*)</source>
            <translation>记录 (*.procession);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Open a recording</source>
            <translation>打开记录</translation>
        </message>
        <message numerus="yes">
            <source>%n program(s) still run. Stop and quit?</source>
            <translation>
                <numerusform>还有 %n 个程序在运行。要停止并退出吗？</numerusform>
            </translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
    </context>
    <context>
        <name>CodeEditor</name>
        <message>
            <source>Source code</source>
            <translation>源代码</translation>
        </message>
    </context>
    <context>
        <name>CodePane</name>
        <message>
            <source>edited</source>
            <translation>已修改</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>重置</translation>
        </message>
        <message>
            <source>Bring back the lesson's own program</source>
            <translation>恢复课程原来的程序</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy the whole program</source>
            <translation>复制整个程序</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Save the program as a file of yours</source>
            <translation>把程序另存为你自己的文件</translation>
        </message>
        <message>
            <source>shown as it runs</source>
            <translation>所见即所运行</translation>
        </message>
        <message>
            <source>shown as it runs, knob on line %1</source>
            <translation>所见即所运行，旋钮在第 %1 行</translation>
        </message>
        <message>
            <source>shown as it runs, knobs on lines %1 to %2</source>
            <translation>所见即所运行，旋钮在第 %1 至 %2 行</translation>
        </message>
        <message>
            <source>Find (Ctrl+F)</source>
            <translation>查找（Ctrl+F）</translation>
        </message>
    </context>
    <context>
        <name>ConfigurationBar</name>
        <message>
            <source>Configuration</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Save these fields under a name</source>
            <translation>把这些设置以一个名称保存</translation>
        </message>
        <message>
            <source>Delete this configuration</source>
            <translation>删除这个配置</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>not saved</source>
            <translation>未保存</translation>
        </message>
        <message>
            <source>%1, changed</source>
            <translation>%1（已改动）</translation>
        </message>
        <message>
            <source>Save the configuration</source>
            <translation>保存配置</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>%1 was deleted.</source>
            <translation>%1 已删除。</translation>
        </message>
        <message>
            <source>The configurations could not be written: %1.</source>
            <translation>配置无法写入：%1。</translation>
        </message>
    </context>
    <context>
        <name>Console</name>
        <message>
            <source>Nothing was printed yet.</source>
            <translation>还没有输出。</translation>
        </message>
        <message>
            <source>The program printed nothing.</source>
            <translation>程序没有输出任何内容。</translation>
        </message>
        <message>
            <source>This recording has no output. From the command line, “procession record --capture” keeps it.</source>
            <translation>这份记录里没有输出。在命令行中使用 procession record --capture 可以保留输出。</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>%1 is still running. Stop it and close the page?</source>
            <translation>%1 仍在运行。要停止它并关闭页面吗？</translation>
        </message>
        <message>
            <source>Close the page</source>
            <translation>关闭页面</translation>
        </message>
        <message>
            <source>The program cannot be run: %1.</source>
            <translation>程序无法运行：%1。</translation>
        </message>
    </context>
    <context>
        <name>Dock</name>
        <message>
            <source>Details of the run</source>
            <translation>运行详情</translation>
        </message>
        <message>
            <source>Save the output</source>
            <translation>保存输出</translation>
        </message>
        <message>
            <source>%1 could not be written: %2.</source>
            <translation>无法写入 %1：%2。</translation>
        </message>
    </context>
    <context>
        <name>ErrorDialog</name>
        <message>
            <source>Something went wrong in Procession</source>
            <translation>Procession 出了错</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>Copy the report</source>
            <translation>复制报告</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>This is a mistake in Procession, not in your program. Recordings are kept. A copy of this report helps to mend it.</source>
            <translation>这是 Procession 的错误，不是你的程序的错误。记录都已保留。把这份报告复制给我们，有助于修复它。</translation>
        </message>
    </context>
    <context>
        <name>Explorer</name>
        <message>
            <source>Search lessons</source>
            <translation>搜索课程</translation>
        </message>
        <message>
            <source>Lessons</source>
            <translation>课程</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>No runs yet. Run a lesson or open a script.</source>
            <translation>还没有运行。运行一课，或者打开一个脚本。</translation>
        </message>
        <message>
            <source>Search runs</source>
            <translation>搜索运行</translation>
        </message>
        <message>
            <source>This window</source>
            <translation>此窗口</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>已保存</translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>%1 is a folder without __main__.py.</source>
            <translation>文件夹 %1 里没有 __main__.py。</translation>
        </message>
        <message>
            <source>There is no file %1.</source>
            <translation>没有文件 %1。</translation>
        </message>
        <message>
            <source>%1 is a zip file without __main__.py.</source>
            <translation>压缩文件 %1 里没有 __main__.py。</translation>
        </message>
        <message>
            <source>%1 is neither a Python program nor a recording.</source>
            <translation>%1 既不是 Python 程序，也不是记录。</translation>
        </message>
        <message>
            <source>%1 cannot be read: %2.</source>
            <translation>无法读取 %1：%2。</translation>
        </message>
    </context>
    <context>
        <name>GuideColumn</name>
        <message>
            <source>Guide of the lesson</source>
            <translation>本课讲解</translation>
        </message>
    </context>
    <context>
        <name>GuideView</name>
        <message>
            <source>Guide of the lesson</source>
            <translation>课程讲解</translation>
        </message>
    </context>
    <context>
        <name>Handout</name>
        <message>
            <source>Timeline of the run</source>
            <translation>运行的时间线</translation>
        </message>
        <message>
            <source>What happened in the last run</source>
            <translation>最近一次运行发生了什么</translation>
        </message>
    </context>
    <context>
        <name>HappenedCard</name>
        <message>
            <source>What happened</source>
            <translation>发生了什么</translation>
        </message>
    </context>
    <context>
        <name>HappenedWords</name>
        <message>
            <source>%1 waited longest for what others kept: %2 of its %3.</source>
            <translation>%1 等别人放手等得最久：一共 %3，等了 %2。</translation>
        </message>
        <message>
            <source>The recording was cut short: what came after is not known.</source>
            <translation>记录中途断了，之后发生的事无从知道。</translation>
        </message>
        <message>
            <source>, started by %1</source>
            <translation>，启动方式为 %1</translation>
        </message>
        <message>
            <source>.</source>
            <translation>。</translation>
        </message>
        <message>
            <source>Nobody could go on: it was stopped.</source>
            <translation>谁都走不下去了，程序被停止。</translation>
        </message>
        <message>
            <source>It was stopped before its end.</source>
            <translation>没跑完就被停止了。</translation>
        </message>
        <message>
            <source>Its time was up: it was stopped.</source>
            <translation>时间用完，被停止了。</translation>
        </message>
        <message>
            <source>Every process ended with exit code 0.</source>
            <translation>每个进程的退出码都是 0。</translation>
        </message>
        <message>
            <source>%1: %2.</source>
            <translation>%1：%2。</translation>
        </message>
        <message>
            <source>Found: %1. The page of the run tells more.</source>
            <translation>发现：%1。详情见运行页。</translation>
        </message>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) could not be kept: counts may be too low.</source>
            <translation>
                <numerusform>有 %n 条记录没能保存，计数可能偏少。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n process(es) in %1</source>
            <translation>
                <numerusform>%n 个进程，历时 %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more process(es) ended badly.</source>
            <translation>
                <numerusform>另有 %n 个进程没有正常结束。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n 个错误</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s)</source>
            <translation>
                <numerusform>%n 个警告</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 was taken %n time(s)</source>
            <translation>
                <numerusform>%1 被拿到 %n 次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n of them after waiting</source>
            <translation>
                <numerusform>，其中 %n 次等过</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) went into %1</source>
            <translation>
                <numerusform>%1 放进了 %n 个元素</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>; at most %n inside at once</source>
            <translation>
                <numerusform>；最多同时有 %n 个</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 was given %n task(s)</source>
            <translation>
                <numerusform>%1 接到 %n 个任务</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>; %n failed</source>
            <translation>
                <numerusform>；%n 个失败</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) went through %1</source>
            <translation>
                <numerusform>%n 条消息经过 %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>InputLine</name>
        <message>
            <source>Type a line for the program's input, Enter sends it</source>
            <translation>给程序输入一行，按回车发送</translation>
        </message>
        <message>
            <source>Input of the program</source>
            <translation>程序的输入</translation>
        </message>
    </context>
    <context>
        <name>InterpreterBox</name>
        <message>
            <source>Python that runs the program</source>
            <translation>运行程序的 Python</translation>
        </message>
        <message>
            <source>Other…</source>
            <translation>其他…</translation>
        </message>
        <message>
            <source>Choose a Python interpreter</source>
            <translation>选择 Python 解释器</translation>
        </message>
        <message>
            <source>%1 is not a Python interpreter.</source>
            <translation>%1 不是 Python 解释器。</translation>
        </message>
        <message>
            <source>%1 is Python %2; 3.11 or newer is needed.</source>
            <translation>%1 是 Python %2；需要 3.11 或更新的版本。</translation>
        </message>
    </context>
    <context>
        <name>KeysDialog</name>
        <message>
            <source>Lanes</source>
            <translation>泳道</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Run the program of the page</source>
            <translation>运行此页的程序</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>窗口</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>KnobForm</name>
        <message>
            <source>Type a number</source>
            <translation>请输入数字</translation>
        </message>
        <message>
            <source>A whole number from %1 to %2</source>
            <translation>%1 到 %2 的整数</translation>
        </message>
        <message>
            <source>A number from %1 to %2</source>
            <translation>%1 到 %2 的数</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <translation>%1 到 %2</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1，%2</translation>
        </message>
    </context>
    <context>
        <name>KnobPanel</name>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Run the program as it is shown (F5)</source>
            <translation>按所见运行程序（F5）</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stop the program and all of its processes</source>
            <translation>停止程序及其所有进程</translation>
        </message>
        <message>
            <source>Knobs</source>
            <translation>旋钮</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>重置</translation>
        </message>
        <message>
            <source>Bring back the values of the lesson</source>
            <translation>恢复课程的取值</translation>
        </message>
        <message>
            <source>Start method</source>
            <translation>启动方式</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>再次运行</translation>
        </message>
    </context>
    <context>
        <name>LessonPage</name>
        <message>
            <source>Your changes could not be kept: %1. Save them with Save as.</source>
            <translation>无法保存你的修改：%1。请用“另存为”保存。</translation>
        </message>
        <message>
            <source>%1, lesson %2 of %3</source>
            <translation>%1，第 %2 课，共 %3 课</translation>
        </message>
        <message>
            <source>This is the program as you changed it last time.</source>
            <translation>这是你上次修改后的程序。</translation>
        </message>
        <message>
            <source>The program is as the lesson has it. Undo brings yours back.</source>
            <translation>程序已恢复为课程原样。撤销可以找回你的版本。</translation>
        </message>
        <message>
            <source>Save the program</source>
            <translation>保存程序</translation>
        </message>
        <message>
            <source>Python programs (*.py)</source>
            <translation>Python 程序 (*.py)</translation>
        </message>
        <message>
            <source>%1 could not be written: %2.</source>
            <translation>无法写入 %1：%2。</translation>
        </message>
        <message>
            <source>The guide's link %1 is not opened: only web pages are.</source>
            <translation>讲解中的链接 %1 没有打开：只能打开网页。</translation>
        </message>
        <message>
            <source>The lesson could not judge the prediction: %1.</source>
            <translation>这一课没能判断预测对不对：%1。</translation>
        </message>
    </context>
    <context>
        <name>LiveProgram</name>
        <message>
            <source>The recorder could not start: %1</source>
            <translation>记录器无法启动：%1</translation>
        </message>
        <message>
            <source>Some of the run is not shown: %1</source>
            <translation>运行有一部分没有显示：%1</translation>
        </message>
        <message>
            <source>The recorder ended unexpectedly.</source>
            <translation>记录器意外结束。</translation>
        </message>
    </context>
    <context>
        <name>MenuRow</name>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Use the light theme</source>
            <translation>使用浅色主题</translation>
        </message>
        <message>
            <source>Use the dark theme</source>
            <translation>使用深色主题</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Open script…</source>
            <translation>打开脚本…</translation>
        </message>
        <message>
            <source>Open recording…</source>
            <translation>打开记录…</translation>
        </message>
        <message>
            <source>First lesson</source>
            <translation>第一课</translation>
        </message>
        <message>
            <source>Close page</source>
            <translation>关闭页面</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>剪切</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>Lessons</source>
            <translation>课程</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>下一页</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>上一页</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>About Procession</source>
            <translation>关于 Procession</translation>
        </message>
        <message>
            <source>All recordings</source>
            <translation>所有记录</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>Plugins</source>
            <translation>插件</translation>
        </message>
        <message>
            <source>Manual</source>
            <translation>手册</translation>
        </message>
        <message>
            <source>New window</source>
            <translation>新建窗口</translation>
        </message>
        <message>
            <source>Export as hand-out…</source>
            <translation>导出讲义…</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>打印…</translation>
        </message>
        <message>
            <source>Present the lesson</source>
            <translation>放映这一课</translation>
        </message>
    </context>
    <context>
        <name>OutputView</name>
        <message>
            <source>Output of the program</source>
            <translation>程序的输出</translation>
        </message>
        <message numerus="yes">
            <source>… %Ln byte(s) printed too fast to show; the recording has them</source>
            <translation>
                <numerusform>… 有 %Ln 字节输出得太快，没有显示；记录里都有</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PredictionCard</name>
        <message>
            <source>Choose before you run it: guessing is half of it.</source>
            <translation>运行之前先选一个：猜一猜，就学会了一半。</translation>
        </message>
        <message>
            <source>You have predicted. The run will tell.</source>
            <translation>已经预测。跑一遍就见分晓。</translation>
        </message>
        <message>
            <source>You have predicted. Run it and compare.</source>
            <translation>已经预测。跑一遍，对比一下。</translation>
        </message>
        <message>
            <source>It runs without a prediction of yours.</source>
            <translation>正在运行，你没有预测。</translation>
        </message>
        <message>
            <source>You predicted this before the run.</source>
            <translation>这是你在运行之前的预测。</translation>
        </message>
        <message>
            <source>Compare it with what you see.</source>
            <translation>和你看到的对比一下。</translation>
        </message>
        <message>
            <source>This run does not decide it. Run it again.</source>
            <translation>这次运行看不出答案，再跑一遍吧。</translation>
        </message>
        <message>
            <source>the run shows this</source>
            <translation>运行结果就是这样</translation>
        </message>
        <message>
            <source>The run shows the answer marked.</source>
            <translation>运行结果如标出的答案。</translation>
        </message>
        <message>
            <source>You were right: the run shows it.</source>
            <translation>猜对了：运行结果正是这样。</translation>
        </message>
        <message>
            <source>the run does not show this</source>
            <translation>运行结果不是这样</translation>
        </message>
        <message>
            <source>The run shows something else. See why below.</source>
            <translation>运行结果不是这样。往下看看为什么。</translation>
        </message>
    </context>
    <context>
        <name>Presentation</name>
        <message>
            <source>%1 of %2</source>
            <translation>第 %1 页，共 %2 页</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Predict</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>发生了什么</translation>
        </message>
        <message>
            <source>Back (←)</source>
            <translation>上一页（←）</translation>
        </message>
        <message>
            <source>On (→)</source>
            <translation>下一页（→）</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>答案</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>退出</translation>
        </message>
    </context>
    <context>
        <name>PrimitiveRows</name>
        <message>
            <source>Primitive</source>
            <translation>同步对象</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Made at</source>
            <translation>创建位置</translation>
        </message>
        <message>
            <source>Made by</source>
            <translation>创建者</translation>
        </message>
        <message>
            <source>Counts</source>
            <translation>计数</translation>
        </message>
        <message>
            <source>Waited for</source>
            <translation>被等待</translation>
        </message>
        <message>
            <source>Held</source>
            <translation>被持有</translation>
        </message>
        <message>
            <source>Most waiting</source>
            <translation>最多等待者</translation>
        </message>
        <message>
            <source>not made yet</source>
            <translation>尚未创建</translation>
        </message>
        <message>
            <source>held by %1</source>
            <translation>由 %1 持有</translation>
        </message>
        <message>
            <source>free</source>
            <translation>空闲</translation>
        </message>
        <message numerus="yes">
            <source>%n item(s)</source>
            <translation>
                <numerusform>%n 项</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n task(s) not begun</source>
            <translation>
                <numerusform>%n 个任务未开始</numerusform>
            </translation>
        </message>
        <message>
            <source>waited for by %1</source>
            <translation>%1 在等它</translation>
        </message>
        <message>
            <source>At the cursor</source>
            <translation>光标处</translation>
        </message>
    </context>
    <context>
        <name>ProcessRows</name>
        <message>
            <source>main</source>
            <translation>主进程</translation>
        </message>
        <message>
            <source>child</source>
            <translation>子进程</translation>
        </message>
        <message>
            <source>worker</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>helper</source>
            <translation>辅助进程</translation>
        </message>
        <message>
            <source>Process</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>process %1</source>
            <translation>进程 %1</translation>
        </message>
        <message>
            <source>PID</source>
            <translation>PID</translation>
        </message>
        <message>
            <source>Started by</source>
            <translation>由谁启动</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>角色</translation>
        </message>
        <message>
            <source>daemon</source>
            <translation>守护</translation>
        </message>
        <message>
            <source>Start method</source>
            <translation>启动方式</translation>
        </message>
        <message>
            <source>Born</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Lived</source>
            <translation>存活</translation>
        </message>
        <message>
            <source>Waited</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Peak memory</source>
            <translation>内存峰值</translation>
        </message>
        <message>
            <source>End</source>
            <translation>结束</translation>
        </message>
        <message>
            <source>its end was not seen</source>
            <translation>没有看到它结束</translation>
        </message>
        <message>
            <source>ended, status unknown</source>
            <translation>已结束，状态未知</translation>
        </message>
        <message>
            <source>terminated (signal %1)</source>
            <translation>被程序终止（信号 %1）</translation>
        </message>
        <message>
            <source>signal %1</source>
            <translation>信号 %1</translation>
        </message>
        <message>
            <source>exit %1</source>
            <translation>退出码 %1</translation>
        </message>
        <message>
            <source>not born yet</source>
            <translation>尚未诞生</translation>
        </message>
        <message>
            <source>holds %1</source>
            <translation>持有 %1</translation>
        </message>
        <message>
            <source>waits for %1</source>
            <translation>等待 %1</translation>
        </message>
        <message>
            <source>waits in %1</source>
            <translation>在 %1 中等待</translation>
        </message>
        <message>
            <source>runs</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>At the cursor</source>
            <translation>光标处</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>已结束</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Lessons</source>
            <translation>课程</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Plugins</source>
            <translation>插件</translation>
        </message>
        <message>
            <source>Manual</source>
            <translation>手册</translation>
        </message>
    </context>
    <context>
        <name>RecentList</name>
        <message>
            <source>Nothing has been run yet. Start with the first lesson.</source>
            <translation>还没有运行过程序。从第一课开始吧。</translation>
        </message>
    </context>
    <context>
        <name>RecentWords</name>
        <message numerus="yes">
            <source>%n process(es)</source>
            <translation>
                <numerusform>%n 个进程</numerusform>
            </translation>
        </message>
        <message>
            <source>yesterday %1</source>
            <translation>昨天 %1</translation>
        </message>
    </context>
    <context>
        <name>RunPage</name>
        <message>
            <source>This recording is incomplete: it was cut off before the run ended. What is here is what was written until then.</source>
            <translation>这份记录不完整：它在运行结束前中断了。这里显示的是中断前写下的内容。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln record(s) could not be written; the lanes show where.</source>
            <translation>
                <numerusform>有 %Ln 条记录没能写下；泳道上标出了位置。</numerusform>
            </translation>
        </message>
        <message>
            <source>Opening: %1 of %2 records</source>
            <translation>正在打开：%1 / %2 条</translation>
        </message>
        <message>
            <source>Drawing: %1 of %2 lanes</source>
            <translation>正在绘制：第 %1 条泳道，共 %2 条</translation>
        </message>
        <message>
            <source>Wait graph</source>
            <translation>等待图</translation>
        </message>
        <message>
            <source>Selection</source>
            <translation>所选内容</translation>
        </message>
    </context>
    <context>
        <name>RunStrip</name>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Open the run</source>
            <translation>打开运行</translation>
        </message>
        <message numerus="yes">
            <source>%n process(es)</source>
            <translation>
                <numerusform>%n 个进程</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n primitive(s)</source>
            <translation>
                <numerusform>%n 个同步对象</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RunWords</name>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Out of time</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>Stopped: it hung</source>
            <translation>已停止：程序卡住了</translation>
        </message>
        <message>
            <source>Could not run</source>
            <translation>无法运行</translation>
        </message>
        <message>
            <source>Incomplete</source>
            <translation>不完整</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>Ended, exit 0</source>
            <translation>已结束，退出码 0</translation>
        </message>
        <message>
            <source>Ended by signal %1</source>
            <translation>被信号 %1 结束</translation>
        </message>
        <message>
            <source>Ended, exit %1</source>
            <translation>已结束，退出码 %1</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>正在启动</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>正在停止</translation>
        </message>
        <message>
            <source>Opening</source>
            <translation>正在打开</translation>
        </message>
        <message>
            <source>Recorder lost</source>
            <translation>记录器丢失</translation>
        </message>
        <message>
            <source>Could not open</source>
            <translation>无法打开</translation>
        </message>
        <message>
            <source>Hung for %1</source>
            <translation>已卡住 %1</translation>
        </message>
    </context>
    <context>
        <name>Runs</name>
        <message>
            <source>%1 · run %2</source>
            <translation>%1 · 第 %2 次</translation>
        </message>
    </context>
    <context>
        <name>ScriptForm</name>
        <message>
            <source>file</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>module</source>
            <translation>模块</translation>
        </message>
        <message>
            <source>default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>Module</source>
            <translation>模块</translation>
        </message>
        <message>
            <source>Arguments</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Working folder</source>
            <translation>工作文件夹</translation>
        </message>
        <message>
            <source>Time-out in seconds</source>
            <translation>限时（秒）</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Environment variables</source>
            <translation>环境变量</translation>
        </message>
        <message>
            <source>NAME=value, one a line</source>
            <translation>名称=值，每行一个</translation>
        </message>
        <message>
            <source>Choose the working folder</source>
            <translation>选择工作文件夹</translation>
        </message>
        <message>
            <source>seconds, then it is stopped</source>
            <translation>秒后停止程序</translation>
        </message>
        <message>
            <source>Run as</source>
            <translation>运行方式</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境变量</translation>
        </message>
        <message>
            <source>Start method</source>
            <translation>启动方式</translation>
        </message>
        <message>
            <source>Time-out</source>
            <translation>限时</translation>
        </message>
        <message>
            <source>A module is named like package.module.</source>
            <translation>模块名的写法是 package.module。</translation>
        </message>
        <message>
            <source>The arguments have a quote that is not closed.</source>
            <translation>参数里有一个引号没有闭合。</translation>
        </message>
        <message>
            <source>There is no such folder.</source>
            <translation>没有这个文件夹。</translation>
        </message>
        <message>
            <source>%1 is not NAME=value.</source>
            <translation>%1 不是“名称=值”的写法。</translation>
        </message>
        <message>
            <source>A number of seconds, or nothing.</source>
            <translation>填秒数，或者留空。</translation>
        </message>
    </context>
    <context>
        <name>ScriptPage</name>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>It runs as it is, with its real processes. Its output, its input and everything its processes do to each other appear on the page of the run.</source>
            <translation>程序原样运行，用的是真正的进程。它的输出、输入，以及各进程彼此之间做的一切，都会出现在运行页上。</translation>
        </message>
        <message>
            <source>it is too long to show</source>
            <translation>太长，无法显示</translation>
        </message>
        <message>
            <source>The source is not shown: %1.</source>
            <translation>没有显示源代码：%1。</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>再次运行</translation>
        </message>
        <message>
            <source>edited</source>
            <translation>已编辑</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Write the file as it is shown (Ctrl+S)</source>
            <translation>按所示内容写入文件 (Ctrl+S)</translation>
        </message>
        <message>
            <source>Knobs</source>
            <translation>旋钮</translation>
        </message>
        <message>
            <source>Another program changed this file meanwhile; it was not saved over. Copy your changes, then close this page and open the script again.</source>
            <translation>此文件已被另一个程序修改，没有覆盖保存。请复制你的修改，然后关闭此页并重新打开脚本。</translation>
        </message>
        <message>
            <source>%1 could not be written: %2.</source>
            <translation>无法写入 %1：%2。</translation>
        </message>
        <message>
            <source>Save and run</source>
            <translation>保存并运行</translation>
        </message>
        <message>
            <source>Find (Ctrl+F)</source>
            <translation>查找（Ctrl+F）</translation>
        </message>
        <message>
            <source>The Python of this configuration is not there: %1.</source>
            <translation>这个配置用的 Python 不在了：%1。</translation>
        </message>
    </context>
    <context>
        <name>StandingWords</name>
        <message>
            <source>last recorded call</source>
            <translation>最近一次记录到的调用</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>The program could not be run or read</source>
            <translation>程序无法运行或读取</translation>
        </message>
        <message>
            <source>Opening</source>
            <translation>正在打开</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>正在启动</translation>
        </message>
        <message>
            <source>Recording: %1 records/s</source>
            <translation>正在记录：%1 条/秒</translation>
        </message>
        <message>
            <source>Recorded: %1</source>
            <translation>已记录：%1</translation>
        </message>
        <message numerus="yes">
            <source>%Ln record(s)</source>
            <translation>
                <numerusform>%Ln 条记录</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lost</source>
            <translation>
                <numerusform>丢失 %Ln 条</numerusform>
            </translation>
        </message>
        <message>
            <source>none lost</source>
            <translation>没有丢失</translation>
        </message>
        <message>
            <source>CPU %1 %</source>
            <translation>CPU %1 %</translation>
        </message>
        <message>
            <source>RSS %1</source>
            <translation>RSS %1</translation>
        </message>
    </context>
    <context>
        <name>StepRow</name>
        <message>
            <source>Predict</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Change it</source>
            <translation>动手改</translation>
        </message>
        <message>
            <source>%1, done</source>
            <translation>%1，已完成</translation>
        </message>
        <message>
            <source>Steps of the lesson</source>
            <translation>本课的步骤</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Close this message</source>
            <translation>关闭此消息</translation>
        </message>
    </context>
    <context>
        <name>Tabs</name>
        <message>
            <source>Open pages</source>
            <translation>打开的页面</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>TaskRows</name>
        <message>
            <source>done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>error</source>
            <translation>出错</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>丢失</translation>
        </message>
        <message>
            <source>unfinished</source>
            <translation>未完成</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Function</source>
            <translation>函数</translation>
        </message>
        <message>
            <source>Worker</source>
            <translation>工作进程</translation>
        </message>
        <message>
            <source>Items</source>
            <translation>项数</translation>
        </message>
        <message>
            <source>Asked for</source>
            <translation>提交</translation>
        </message>
        <message>
            <source>Waited</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>Ran</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>结局</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>looked at</source>
            <translation>已查看</translation>
        </message>
        <message>
            <source>never looked at</source>
            <translation>没有查看</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>错误</translation>
        </message>
    </context>
    <context>
        <name>Teaching</name>
        <message>
            <source>Export the lesson as a hand-out</source>
            <translation>把这一课导出为讲义</translation>
        </message>
        <message>
            <source>%1 could not be written: %2.</source>
            <translation>%1 无法写入：%2。</translation>
        </message>
        <message>
            <source>Open a lesson first.</source>
            <translation>请先打开一课。</translation>
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message numerus="yes">
            <source>All %n</source>
            <translation>
                <numerusform>全部 %n 个</numerusform>
            </translation>
        </message>
        <message>
            <source>See what every process does</source>
            <translation>看见每个进程在做什么</translation>
        </message>
        <message>
            <source>Run real Python multiprocessing programs: who holds the lock, who waits, what the queue holds, and why it hangs.</source>
            <translation>运行真正的 Python 多进程程序：谁持有锁，谁在等待，队列里有多少，又为什么停住。</translation>
        </message>
        <message>
            <source>The last run</source>
            <translation>最近一次运行</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>First lesson: %1</source>
            <translation>第一课：%1</translation>
        </message>
        <message>
            <source>About five minutes: predict first, then run</source>
            <translation>约 5 分钟，先预测，再运行</translation>
        </message>
        <message>
            <source>Open a script…</source>
            <translation>打开脚本…</translation>
        </message>
        <message>
            <source>Run your own .py file as it is</source>
            <translation>运行你自己的 .py 文件，无需改动</translation>
        </message>
        <message>
            <source>Open a recording…</source>
            <translation>打开记录…</translation>
        </message>
        <message>
            <source>Look at a .procession file</source>
            <translation>查看 .procession 文件</translation>
        </message>
        <message>
            <source>Or drop a script or a recording on the window</source>
            <translation>也可以把脚本或记录拖到窗口里</translation>
        </message>
        <message>
            <source>Recent runs</source>
            <translation>最近的运行</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>%(giver)s started %(taker)s</source>
            <translation>%(giver)s 启动了 %(taker)s</translation>
        </message>
        <message>
            <source>%(giver)s finished, %(taker)s got the result</source>
            <translation>%(giver)s 完成，%(taker)s 收到结果</translation>
        </message>
        <message>
            <source>%(giver)s asked for it, %(taker)s began</source>
            <translation>%(giver)s 提交，%(taker)s 开始执行</translation>
        </message>
        <message>
            <source>%(giver)s released, %(taker)s woke</source>
            <translation>%(giver)s 释放，%(taker)s 被唤醒</translation>
        </message>
        <message>
            <source>%(giver)s put it, %(taker)s took it</source>
            <translation>%(giver)s 放入，%(taker)s 取走</translation>
        </message>
        <message>
            <source>%d records lost</source>
            <translation>丢失 %d 条记录</translation>
        </message>
        <message>
            <source>1 record lost</source>
            <translation>丢失 1 条记录</translation>
        </message>
        <message>
            <source>Pinned</source>
            <translation>已固定</translation>
        </message>
        <message>
            <source>held</source>
            <translation>持有</translation>
        </message>
        <message>
            <source>held, others wait</source>
            <translation>持有，且有别人在等</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>blocked in send or receive</source>
            <translation>阻塞在收发上</translation>
        </message>
        <message>
            <source>expected wait</source>
            <translation>正常等待</translation>
        </message>
        <message>
            <source>too short to draw</source>
            <translation>太短，无法画出</translation>
        </message>
        <message>
            <source>holds %s</source>
            <translation>持有 %s</translation>
        </message>
        <message>
            <source>waits in %s</source>
            <translation>在 %s 中等待</translation>
        </message>
        <message>
            <source>waits for %s</source>
            <translation>等待 %s</translation>
        </message>
        <message>
            <source>waits for room in %s</source>
            <translation>等待 %s 腾出空位</translation>
        </message>
        <message>
            <source>waits in %(verb)s of %(name)s</source>
            <translation>在 %(name)s 的 %(verb)s 中等待</translation>
        </message>
        <message>
            <source>waits in join</source>
            <translation>在 join 中等待</translation>
        </message>
        <message>
            <source>waits in join of %s</source>
            <translation>在 %s 的 join 中等待</translation>
        </message>
        <message>
            <source>waits for an item of %s</source>
            <translation>等待 %s 的下一项</translation>
        </message>
        <message>
            <source>blocked in %s</source>
            <translation>阻塞在 %s</translation>
        </message>
        <message>
            <source>blocked in %(verb)s of %(name)s</source>
            <translation>阻塞在 %(name)s 的 %(verb)s</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>terminated (%s)</source>
            <translation>被程序终止（%s）</translation>
        </message>
        <message>
            <source>killed by %s</source>
            <translation>被 %s 杀死</translation>
        </message>
        <message>
            <source>exit %d, exception</source>
            <translation>退出码 %d，异常</translation>
        </message>
        <message>
            <source>exit %d</source>
            <translation>退出码 %d</translation>
        </message>
        <message>
            <source>held by %s</source>
            <translation>由 %s 持有</translation>
        </message>
        <message>
            <source>free</source>
            <translation>空闲</translation>
        </message>
        <message>
            <source>1 waits</source>
            <translation>1 个在等</translation>
        </message>
        <message>
            <source>%d wait</source>
            <translation>%d 个在等</translation>
        </message>
        <message>
            <source>1 item</source>
            <translation>1 项</translation>
        </message>
        <message>
            <source>%d items</source>
            <translation>%d 项</translation>
        </message>
        <message>
            <source>%d not begun</source>
            <translation>%d 个未开始</translation>
        </message>
        <message>
            <source>%d held</source>
            <translation>%d 个被持有</translation>
        </message>
        <message>
            <source>%s holds it and never released it</source>
            <translation>%s 持有它，一直没有释放</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>Primitives</source>
            <translation>同步对象</translation>
        </message>
        <message>
            <source>Whole run</source>
            <translation>整个运行</translation>
        </message>
        <message>
            <source>Nothing is recorded yet: run a program and its processes appear here.</source>
            <translation>还没有记录：运行一个程序，它的进程就会出现在这里。</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>max</source>
            <translation>最多</translation>
        </message>
        <message>
            <source>so far</source>
            <translation>到目前为止</translation>
        </message>
        <message>
            <source>gave up: time-out</source>
            <translation>放弃：超时</translation>
        </message>
        <message>
            <source>thread</source>
            <translation>线程</translation>
        </message>
        <message>
            <source>result not read</source>
            <translation>结果没有被读取</translation>
        </message>
        <message>
            <source>1 process</source>
            <translation>1 个进程</translation>
        </message>
        <message>
            <source>%d processes</source>
            <translation>%d 个进程</translation>
        </message>
        <message>
            <source>View %s</source>
            <translation>视图 %s</translation>
        </message>
        <message>
            <source>process %d</source>
            <translation>进程 %d</translation>
        </message>
        <message>
            <source>%(begin)s to %(end)s</source>
            <translation>%(begin)s 至 %(end)s</translation>
        </message>
        <message>
            <source>%(processes)d processes and %(primitives)d primitives over %(length)s. Arrow keys choose lanes, comma and full stop choose spans.</source>
            <translation>%(length)s 内有 %(processes)d 个进程、%(primitives)d 个同步对象。方向键选择泳道，逗号和句号选择时间段。</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Search lessons, runs, processes, commands</source>
            <translation>搜索课程、运行、进程或命令</translation>
        </message>
    </context>
    <context>
        <name>PalettePanel</name>
        <message>
            <source>Nothing is called “%1”. A few letters of a name are enough.</source>
            <translation>没有名为“%1”的内容。输入名称中的几个字母即可。</translation>
        </message>
    </context>
    <context>
        <name>PaletteList</name>
        <message>
            <source>What was found</source>
            <translation>找到的内容</translation>
        </message>
        <message>
            <source>Lessons</source>
            <translation>课程</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
    </context>
    <context>
        <name>Entries</name>
        <message>
            <source>open in this window</source>
            <translation>在此窗口中打开</translation>
        </message>
        <message>
            <source>process %1</source>
            <translation>进程 %1</translation>
        </message>
    </context>
    <context>
        <name>ToolPages</name>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Plugins</source>
            <translation>插件</translation>
        </message>
        <message>
            <source>Manual</source>
            <translation>手册</translation>
        </message>
    </context>
    <context>
        <name>RunsPage</name>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Search runs</source>
            <translation>搜索运行</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>With problems</source>
            <translation>有问题</translation>
        </message>
        <message>
            <source>Pinned</source>
            <translation>已固定</translation>
        </message>
        <message>
            <source>No run fits. Search for something else or show all.</source>
            <translation>没有符合的运行。换个词搜索，或显示全部。</translation>
        </message>
        <message>
            <source>No runs yet. Run a lesson or open a script: each run is kept here.</source>
            <translation>还没有运行。运行一节课或打开一个脚本，每次运行都会保存在这里。</translation>
        </message>
        <message>
            <source>Recordings of what was run</source>
            <translation>运行过的程序的记录</translation>
        </message>
        <message numerus="yes">
            <source>%n recording(s), %1 of at most %2</source>
            <translation>
                <numerusform>%n 个记录，%1，上限 %2</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n recording(s), %1</source>
            <translation>
                <numerusform>%n 个记录，%1</numerusform>
            </translation>
        </message>
        <message>
            <source>This run still goes on elsewhere. It can be opened when it has ended.</source>
            <translation>这次运行仍在别处进行，结束后才能打开。</translation>
        </message>
        <message>
            <source>This run still goes on: it cannot be deleted yet.</source>
            <translation>这次运行仍在进行，还不能删除。</translation>
        </message>
        <message>
            <source>This could not be written down: %1.</source>
            <translation>无法保存：%1。</translation>
        </message>
        <message>
            <source>Unpin</source>
            <translation>取消固定</translation>
        </message>
        <message>
            <source>Pin</source>
            <translation>固定</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>打开所在文件夹</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Folder and size of the library</source>
            <translation>运行库的文件夹和大小</translation>
        </message>
    </context>
    <context>
        <name>UndoBar</name>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>“%1” was deleted.</source>
            <translation>已删除“%1”。</translation>
        </message>
        <message numerus="yes">
            <source>%n run(s) were deleted.</source>
            <translation>
                <numerusform>已删除 %n 个运行。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RunsTable</name>
        <message>
            <source>Recordings</source>
            <translation>记录</translation>
        </message>
        <message>
            <source>Cut short</source>
            <translation>中断</translation>
        </message>
        <message>
            <source>Still running</source>
            <translation>仍在运行</translation>
        </message>
        <message>
            <source>Unreadable</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>时长</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>发现</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
    </context>
    <context>
        <name>RunDetails</name>
        <message>
            <source>Unpin</source>
            <translation>取消固定</translation>
        </message>
        <message>
            <source>Pin</source>
            <translation>固定</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>打开所在文件夹</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>What you want to remember about this run</source>
            <translation>关于这次运行想记住的事</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>时长</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>Primitives</source>
            <translation>同步对象</translation>
        </message>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n 个错误</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s)</source>
            <translation>
                <numerusform>%n 个警告</numerusform>
            </translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>发现</translation>
        </message>
        <message>
            <source>Start method</source>
            <translation>启动方式</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>The settings could not be read, so those of the start are used. The old file is kept as %1.</source>
            <translation>无法读取设置，已改用初始设置。原文件保存为 %1。</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Each choice takes effect at once</source>
            <translation>每项选择立即生效</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Programs go on running</source>
            <translation>程序会继续运行</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>文字大小</translation>
        </message>
        <message>
            <source>Menus, tables and guides</source>
            <translation>菜单、表格和教程</translation>
        </message>
        <message>
            <source>Code size</source>
            <translation>代码大小</translation>
        </message>
        <message>
            <source>Of programs in the editor</source>
            <translation>编辑器中的程序</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Animations</source>
            <translation>动画</translation>
        </message>
        <message>
            <source>Menus, lists and tips that fade</source>
            <translation>菜单、列表和提示的淡入淡出</translation>
        </message>
        <message>
            <source>Programs</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Runs lessons and scripts unless their page says otherwise</source>
            <translation>运行课程和脚本，除非页面上另有选择</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>The timeline goes along with a live run</source>
            <translation>时间线随运行中的程序移动</translation>
        </message>
        <message>
            <source>What is recorded</source>
            <translation>记录的内容</translation>
        </message>
        <message>
            <source>Calls, waits and what the program prints. Sizes and types of arguments, never their values.</source>
            <translation>调用、等待以及程序的输出。只记录参数的大小和类型，绝不记录其值。</translation>
        </message>
        <message>
            <source>Library of runs</source>
            <translation>运行库</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>更改…</translation>
        </message>
        <message>
            <source>Use the usual one</source>
            <translation>使用默认位置</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>New recordings go there; those you have stay where they are</source>
            <translation>新记录存放在那里；已有的记录留在原处</translation>
        </message>
        <message>
            <source>No limit</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Measuring</source>
            <translation>正在计算</translation>
        </message>
        <message>
            <source>Choose a folder for recordings</source>
            <translation>选择存放记录的文件夹</translation>
        </message>
        <message numerus="yes">
            <source>When it is larger the oldest runs are deleted, never a pinned or an open one. Now: %n recording(s), %1.</source>
            <translation>
                <numerusform>超过上限时删除最旧的运行，但不删除已固定或打开的。现有 %n 个记录，%1。</numerusform>
            </translation>
        </message>
        <message>
            <source>The folder cannot be used: %1.</source>
            <translation>无法使用该文件夹：%1。</translation>
        </message>
    </context>
    <context>
        <name>PluginRow</name>
        <message>
            <source>%1 is switched on</source>
            <translation>%1 已启用</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>活动</translation>
        </message>
        <message>
            <source>Disabled</source>
            <translation>已停用</translation>
        </message>
        <message>
            <source>Incompatible</source>
            <translation>不兼容</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Show less</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>展开</translation>
        </message>
        <message>
            <source>Copy traceback</source>
            <translation>复制回溯</translation>
        </message>
        <message>
            <source>Traceback</source>
            <translation>回溯</translation>
        </message>
    </context>
    <context>
        <name>PluginsPage</name>
        <message>
            <source>Plugins</source>
            <translation>插件</translation>
        </message>
        <message>
            <source>Search plugins</source>
            <translation>搜索插件</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Yours</source>
            <translation>您的</translation>
        </message>
        <message>
            <source>Built in</source>
            <translation>内置</translation>
        </message>
        <message>
            <source>With problems</source>
            <translation>有问题</translation>
        </message>
        <message>
            <source>Load again</source>
            <translation>重新加载</translation>
        </message>
        <message>
            <source>Load the plugins as they are switched now</source>
            <translation>按当前的开关重新加载插件</translation>
        </message>
        <message>
            <source>No plugin fits.</source>
            <translation>没有符合的插件。</translation>
        </message>
        <message>
            <source>Plugin</source>
            <translation>插件</translation>
        </message>
        <message>
            <source>Brings</source>
            <translation>提供</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>API</source>
            <translation>API</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>On</source>
            <translation>启用</translation>
        </message>
        <message numerus="yes">
            <source>%n installed</source>
            <translation>
                <numerusform>已安装 %n 个</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n active</source>
            <translation>
                <numerusform>%n 个活动</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n disabled</source>
            <translation>
                <numerusform>%n 个停用</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n incompatible</source>
            <translation>
                <numerusform>%n 个不兼容</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed</source>
            <translation>
                <numerusform>%n 个失败</numerusform>
            </translation>
        </message>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message numerus="yes">
            <source>%n lesson(s)</source>
            <translation>
                <numerusform>%n 节课</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lane(s)</source>
            <translation>
                <numerusform>%n 条泳道</numerusform>
            </translation>
        </message>
        <message>
            <source>a probe</source>
            <translation>探针</translation>
        </message>
        <message>
            <source>findings</source>
            <translation>发现</translation>
        </message>
        <message>
            <source>Comes from</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Lessons</source>
            <translation>课程</translation>
        </message>
        <message>
            <source>Primitives</source>
            <translation>同步对象</translation>
        </message>
    </context>
    <context>
        <name>ManualPage</name>
        <message>
            <source>Manual</source>
            <translation>手册</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>目录</translation>
        </message>
    </context>
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About Procession</source>
            <translation>关于 Procession</translation>
        </message>
        <message>
            <source>Versions and licences</source>
            <translation>版本和许可证</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Watches what the processes of a Python program do to each other.</source>
            <translation>观察 Python 程序的各个进程彼此做了什么。</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>Selection</source>
            <translation>所选内容</translation>
        </message>
        <message>
            <source>Blocker</source>
            <translation>阻塞者</translation>
        </message>
        <message>
            <source>Go to what blocks this span ([), and back (])</source>
            <translation>转到阻塞此片段的片段 ([)，再返回 (])</translation>
        </message>
        <message>
            <source>Clear the selection (Esc)</source>
            <translation>清除选择 (Esc)</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <translation>%1 至 %2</translation>
        </message>
        <message>
            <source>%1, it goes on</source>
            <translation>%1 起，仍在继续</translation>
        </message>
        <message>
            <source>Root cause</source>
            <translation>根本原因</translation>
        </message>
        <message>
            <source>Go along what blocks each other, to its end</source>
            <translation>沿着相互阻塞的关系一直走到尽头</translation>
        </message>
        <message>
            <source>Previous span of this lane (,)</source>
            <translation>本泳道的上一段 (,)</translation>
        </message>
        <message>
            <source>Next span of this lane (.)</source>
            <translation>本泳道的下一段 (.)</translation>
        </message>
        <message>
            <source>At %1</source>
            <translation>在 %1</translation>
        </message>
        <message>
            <source>Held by %1, since %2</source>
            <translation>由 %1 持有，自 %2 起</translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>另外 %n 个</numerusform>
            </translation>
        </message>
        <message>
            <source>Also waited: %1</source>
            <translation>同时等待的还有：%1</translation>
        </message>
        <message>
            <source>It ended because %1 released.</source>
            <translation>它因为 %1 释放而结束。</translation>
        </message>
        <message>
            <source>It ended because %1 put an item.</source>
            <translation>它因为 %1 放入了一项而结束。</translation>
        </message>
        <message>
            <source>Selected wait</source>
            <translation>选中的等待</translation>
        </message>
        <message>
            <source>Selected hold</source>
            <translation>选中的持有</translation>
        </message>
        <message>
            <source>Selected expected wait</source>
            <translation>选中的正常等待</translation>
        </message>
    </context>
    <context>
        <name>Surface</name>
        <message>
            <source>Lanes</source>
            <translation>泳道</translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln 段</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lane(s)</source>
            <translation>
                <numerusform>%Ln 条泳道</numerusform>
            </translation>
        </message>
        <message>
            <source>nothing found</source>
            <translation>没有找到</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>第 %1 个，共 %2 个</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>关闭（Esc）</translation>
        </message>
        <message>
            <source>Next (Enter)</source>
            <translation>下一个（Enter）</translation>
        </message>
        <message>
            <source>Previous (Shift+Enter)</source>
            <translation>上一个（Shift+Enter）</translation>
        </message>
        <message>
            <source>Show only lanes with these words</source>
            <translation>只显示含有这些词的泳道</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>找到的内容</translation>
        </message>
        <message>
            <source>Find in the run</source>
            <translation>在这次运行中查找</translation>
        </message>
        <message>
            <source>Process, object, source line or call</source>
            <translation>进程、对象、源代码行或调用</translation>
        </message>
        <message>
            <source>Find in the program</source>
            <translation>在程序中查找</translation>
        </message>
        <message>
            <source>Previous match (Shift+Enter)</source>
            <translation>上一处（Shift+Enter）</translation>
        </message>
        <message>
            <source>Next match (Enter)</source>
            <translation>下一处（Enter）</translation>
        </message>
        <message>
            <source>not found</source>
            <translation>没有找到</translation>
        </message>
        <message numerus="yes">
            <source>%n match(es)</source>
            <translation>
                <numerusform>%n 处</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LaneMenu</name>
        <message>
            <source>Fold its threads</source>
            <translation>折叠线程</translation>
        </message>
        <message>
            <source>Show its threads</source>
            <translation>展开线程</translation>
        </message>
        <message>
            <source>Fold its children</source>
            <translation>折叠子进程</translation>
        </message>
        <message>
            <source>Show its children</source>
            <translation>展开子进程</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>隐藏</translation>
        </message>
        <message>
            <source>Unpin</source>
            <translation>取消固定</translation>
        </message>
        <message>
            <source>Pin to the top</source>
            <translation>固定在顶部</translation>
        </message>
        <message>
            <source>Find…</source>
            <translation>查找…</translation>
        </message>
        <message>
            <source>Roomy</source>
            <translation>宽松</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>紧凑</translation>
        </message>
        <message>
            <source>Dense</source>
            <translation>密集</translation>
        </message>
        <message>
            <source>All lanes in view</source>
            <translation>全部可见</translation>
        </message>
        <message>
            <source>Lane heights</source>
            <translation>泳道高度</translation>
        </message>
        <message>
            <source>Show all lanes</source>
            <translation>显示所有泳道</translation>
        </message>
    </context>
    <context>
        <name>Histogram</name>
        <message>
            <source>%1 to %2: %3</source>
            <translation>%1 到 %2：%3</translation>
        </message>
        <message>
            <source>Lengths</source>
            <translation>时长</translation>
        </message>
    </context>
    <context>
        <name>RangeStrip</name>
        <message>
            <source>Nothing waits or holds here.</source>
            <translation>这里没有等待，也没有持有。</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <translation>%1 到 %2</translation>
        </message>
        <message>
            <source>Longest</source>
            <translation>最长</translation>
        </message>
        <message>
            <source>95 %</source>
            <translation>95 %</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>中位数</translation>
        </message>
        <message>
            <source>In range</source>
            <translation>段内时长</translation>
        </message>
        <message>
            <source>Count</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Spans</source>
            <translation>段</translation>
        </message>
        <message>
            <source>Kinds of spans</source>
            <translation>段的种类</translation>
        </message>
        <message>
            <source>Shares by process</source>
            <translation>各进程的占比</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>关闭（Esc）</translation>
        </message>
        <message>
            <source>Zoom to it</source>
            <translation>放大到此段</translation>
        </message>
        <message>
            <source>Statistics of the range</source>
            <translation>所选时间段的统计</translation>
        </message>
    </context>
    <context>
        <name>Certainty</name>
        <message>
            <source>certain</source>
            <translation>确定</translation>
        </message>
        <message>
            <source>likely</source>
            <translation>很可能</translation>
        </message>
        <message>
            <source>possible</source>
            <translation>有可能</translation>
        </message>
        <message>
            <source>error</source>
            <translation>错误</translation>
        </message>
        <message>
            <source>warning</source>
            <translation>警告</translation>
        </message>
        <message>
            <source>info</source>
            <translation>提示</translation>
        </message>
    </context>
    <context>
        <name>DockPages</name>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>Processes</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>Primitives</source>
            <translation>同步对象</translation>
        </message>
        <message>
            <source>Tasks</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Waits</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>发现</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>源代码</translation>
        </message>
        <message>
            <source>No process has begun yet.</source>
            <translation>还没有进程开始。</translation>
        </message>
        <message>
            <source>The program has made no lock, queue or pool.</source>
            <translation>程序没有创建锁、队列或进程池。</translation>
        </message>
        <message>
            <source>No task was given to a pool.</source>
            <translation>没有任务交给进程池。</translation>
        </message>
        <message>
            <source>Nobody has waited.</source>
            <translation>没有进程等待过。</translation>
        </message>
    </context>
    <context>
        <name>DockTools</name>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>The tables tell of this instant; back to the newest one</source>
            <translation>表格显示的是这一时刻；点击回到最新时刻</translation>
        </message>
        <message>
            <source>Copy the table as CSV (Ctrl+C)</source>
            <translation>将表格复制为 CSV (Ctrl+C)</translation>
        </message>
        <message>
            <source>Save the output as a file</source>
            <translation>把输出保存为文件</translation>
        </message>
        <message>
            <source>Clear what is shown; the recording keeps it</source>
            <translation>清空显示的内容；记录里仍然保留</translation>
        </message>
        <message>
            <source>at %1</source>
            <translation>在 %1</translation>
        </message>
    </context>
    <context>
        <name>FindingBanner</name>
        <message>
            <source>What is wrong</source>
            <translation>问题所在</translation>
        </message>
        <message>
            <source>Who waits for whom</source>
            <translation>谁在等谁</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>关闭此消息</translation>
        </message>
        <message>
            <source>Fix:</source>
            <translation>改法：</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>还有 %n 个</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FindingDetails</name>
        <message>
            <source>Where each one stands</source>
            <translation>各自停在哪里</translation>
        </message>
        <message>
            <source>What ends it</source>
            <translation>怎样才会结束</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>怎么办</translation>
        </message>
        <message>
            <source>Why it is certain</source>
            <translation>为什么确定</translation>
        </message>
        <message>
            <source>Why it is likely</source>
            <translation>为什么很可能</translation>
        </message>
        <message>
            <source>Why it is possible</source>
            <translation>为什么有可能</translation>
        </message>
        <message>
            <source>No process of the run can end it any more: each one that could has ended, or waits itself without a time-out.</source>
            <translation>本次运行中已没有进程能结束它：能结束它的进程要么已经结束，要么自己也在无时限地等待。</translation>
        </message>
        <message>
            <source>For a second and longer nothing has shown that it will end. A process that runs, or one outside, could still end it.</source>
            <translation>一秒多以来没有任何迹象表明它会结束。仍在运行的进程或外部进程还有可能结束它。</translation>
        </message>
        <message>
            <source>It follows from what was recorded.</source>
            <translation>由记录的内容可以推出。</translation>
        </message>
        <message>
            <source>What was recorded points to it, but does not prove it.</source>
            <translation>记录的内容指向这一点，但不能证明。</translation>
        </message>
        <message>
            <source>It did not come to that in this run; in another one it may.</source>
            <translation>这次运行没有走到那一步；换一次运行就有可能。</translation>
        </message>
        <message>
            <source>Since %1.</source>
            <translation>自 %1 起。</translation>
        </message>
        <message>
            <source>At %1.</source>
            <translation>在 %1。</translation>
        </message>
        <message numerus="yes">
            <source>%n other wait(s) hang on it.</source>
            <translation>
                <numerusform>另有 %n 个等待因它而卡住。</numerusform>
            </translation>
        </message>
        <message>
            <source>since %1</source>
            <translation>自 %1 起</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>还有 %n 个</numerusform>
            </translation>
        </message>
        <message>
            <source>ended holding it</source>
            <translation>结束时仍持有它</translation>
        </message>
        <message>
            <source>called from %1</source>
            <translation>调用自 %1</translation>
        </message>
        <message>
            <source>process %1</source>
            <translation>进程 %1</translation>
        </message>
        <message>
            <source>The program was ended.</source>
            <translation>程序已被结束。</translation>
        </message>
        <message>
            <source>Only stopping the program.</source>
            <translation>只有停止程序。</translation>
        </message>
        <message>
            <source>Perhaps a process that does what it has not done so far.</source>
            <translation>也许某个进程会做它至今没有做过的事。</translation>
        </message>
        <message>
            <source>Fix:</source>
            <translation>改法：</translation>
        </message>
        <message>
            <source>Only ending these processes.</source>
            <translation>只有结束这些进程。</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>位置</translation>
        </message>
    </context>
    <context>
        <name>FindingsPage</name>
        <message>
            <source>Findings</source>
            <translation>发现</translation>
        </message>
        <message>
            <source>The findings could not be made: %1</source>
            <translation>无法得出发现：%1</translation>
        </message>
        <message>
            <source>Nothing was looked at yet.</source>
            <translation>还没有检查过。</translation>
        </message>
        <message>
            <source>No findings so far. The program is watched while it runs.</source>
            <translation>目前没有发现。程序运行期间会一直检查。</translation>
        </message>
        <message>
            <source>No findings. The run ended as it should.</source>
            <translation>没有发现。运行正常结束。</translation>
        </message>
        <message>
            <source>No findings: no rule fits what was recorded.</source>
            <translation>没有发现：没有规则与记录的内容相符。</translation>
        </message>
        <message>
            <source>Certainty</source>
            <translation>把握</translation>
        </message>
        <message>
            <source>Finding</source>
            <translation>发现</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>始于</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>位置</translation>
        </message>
    </context>
    <context>
        <name>RunHead</name>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>再次运行</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>跟随</translation>
        </message>
        <message>
            <source>Who waits for whom</source>
            <translation>谁在等谁</translation>
        </message>
        <message>
            <source>Find in the run (Ctrl+F)</source>
            <translation>在运行中查找 (Ctrl+F)</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Show the whole run</source>
            <translation>显示整个运行</translation>
        </message>
        <message>
            <source>%1 records lost</source>
            <translation>丢失 %1 条记录</translation>
        </message>
    </context>
    <context>
        <name>RunTable</name>
        <message>
            <source>Nothing fits the filter.</source>
            <translation>没有符合筛选的内容。</translation>
        </message>
    </context>
    <context>
        <name>SourcePage</name>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Previous marked line</source>
            <translation>上一个有标记的行</translation>
        </message>
        <message>
            <source>Next marked line</source>
            <translation>下一个有标记的行</translation>
        </message>
        <message numerus="yes">
            <source>%n marked line(s)</source>
            <translation>
                <numerusform>%n 行有标记</numerusform>
            </translation>
        </message>
        <message>
            <source>The recording has no source text of this program.</source>
            <translation>记录中没有这个程序的源代码。</translation>
        </message>
    </context>
    <context>
        <name>SourceView</name>
        <message>
            <source>%1 waits here</source>
            <translation>%1 在此等待</translation>
        </message>
        <message>
            <source>%1 wait here</source>
            <translation>%1 在此等待</translation>
        </message>
        <message>
            <source>%1 holds it</source>
            <translation>%1 持有它</translation>
        </message>
        <message>
            <source>%1 hold it</source>
            <translation>%1 持有它</translation>
        </message>
        <message numerus="yes">
            <source>%n wait(s), %1 in all</source>
            <translation>
                <numerusform>%n 次等待，共 %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>acquired %n time(s)</source>
            <translation>
                <numerusform>获取了 %n 次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>另外 %n 个</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WaitGraphView</name>
        <message>
            <source>Who waits for whom</source>
            <translation>谁在等谁</translation>
        </message>
        <message>
            <source>Nobody waits at this instant.</source>
            <translation>此刻没有进程在等待。</translation>
        </message>
        <message>
            <source>cycle</source>
            <translation>循环</translation>
        </message>
        <message>
            <source>%1, ended</source>
            <translation>%1，已结束</translation>
        </message>
    </context>
    <context>
        <name>WaitNumbersView</name>
        <message>
            <source>All waits for %1</source>
            <translation>对 %1 的全部等待</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>总计</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>中位数</translation>
        </message>
        <message>
            <source>95 %</source>
            <translation>95 %</translation>
        </message>
        <message>
            <source>Longest</source>
            <translation>最长</translation>
        </message>
    </context>
    <context>
        <name>WaitPanel</name>
        <message>
            <source>Who waits for whom</source>
            <translation>谁在等谁</translation>
        </message>
        <message>
            <source>Close this panel</source>
            <translation>关闭此面板</translation>
        </message>
        <message>
            <source>How it formed</source>
            <translation>它是怎样形成的</translation>
        </message>
        <message>
            <source>now, at %1</source>
            <translation>现在，%1</translation>
        </message>
        <message>
            <source>at %1</source>
            <translation>在 %1</translation>
        </message>
        <message numerus="yes">
            <source>%n earlier step(s)</source>
            <translation>
                <numerusform>更早的 %n 步</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 acquired %2</source>
            <translation>%1 获取了 %2</translation>
        </message>
        <message>
            <source>%1 began to wait for the end of %2</source>
            <translation>%1 开始等待 %2 结束</translation>
        </message>
        <message>
            <source>%1 began to wait for %2</source>
            <translation>%1 开始等待 %2</translation>
        </message>
    </context>
    <context>
        <name>WaitRows</name>
        <message>
            <source>waiting</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>sending or receiving</source>
            <translation>收发中</translation>
        </message>
        <message>
            <source>expected</source>
            <translation>正常等待</translation>
        </message>
        <message>
            <source>Process</source>
            <translation>进程</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>时长</translation>
        </message>
        <message>
            <source>Waits for</source>
            <translation>等待对象</translation>
        </message>
        <message>
            <source>a process</source>
            <translation>一个进程</translation>
        </message>
        <message>
            <source>In</source>
            <translation>调用</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>From</source>
            <translation>从</translation>
        </message>
        <message>
            <source>To</source>
            <translation>到</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>结束方式</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>goes on</source>
            <translation>仍在继续</translation>
        </message>
        <message>
            <source>never</source>
            <translation>从未结束</translation>
        </message>
        <message>
            <source>time-out</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>error</source>
            <translation>错误</translation>
        </message>
        <message>
            <source>process ended</source>
            <translation>进程结束</translation>
        </message>
        <message>
            <source>not recorded</source>
            <translation>未记录</translation>
        </message>
    </context>
    <context>
        <name>WaitWords</name>
        <message>
            <source>held by</source>
            <translation>被持有</translation>
        </message>
        <message>
            <source>waits for exit</source>
            <translation>等待其结束</translation>
        </message>
        <message>
            <source>waits to get</source>
            <translation>等待取出</translation>
        </message>
        <message>
            <source>waits to put</source>
            <translation>等待放入</translation>
        </message>
        <message>
            <source>waits for</source>
            <translation>等待</translation>
        </message>
        <message>
            <source>waits in %1</source>
            <translation>在 %1 中等待</translation>
        </message>
        <message>
            <source>%1, with time-out</source>
            <translation>%1（有时限）</translation>
        </message>
        <message>
            <source>%1 processes: %2</source>
            <translation>%1 个进程：%2</translation>
        </message>
        <message>
            <source>Nobody waits.</source>
            <translation>没有进程在等待。</translation>
        </message>
        <message>
            <source>A cycle: %1.</source>
            <translation>循环：%1。</translation>
        </message>
    </context>
    <context>
        <name>InstallDialog</name>
        <message>
            <source>Install a plugin</source>
            <translation>安装插件</translation>
        </message>
        <message>
            <source>Install and enable</source>
            <translation>安装并启用</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>安装</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Its code will run with your rights, inside Procession and inside the programs that you observe. Install it if you trust whoever made it.</source>
            <translation>它的代码将以您的权限运行，既在 Procession 内，也在您观察的程序内。只有信任其作者时才安装。</translation>
        </message>
        <message>
            <source>It needs %1, which is not here: it will be installed and stay off.</source>
            <translation>它需要 %1，而这里没有：会安装，但保持停用。</translation>
        </message>
        <message>
            <source>It is being loaded once, in a process of its own…</source>
            <translation>正在一个独立的进程中试加载一次……</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>作者</translation>
        </message>
        <message>
            <source>Plugins</source>
            <translation>插件</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>包</translation>
        </message>
        <message>
            <source>API</source>
            <translation>API</translation>
        </message>
        <message>
            <source>Holds</source>
            <translation>内容</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s), hashes checked</source>
            <translation>
                <numerusform>%n 个文件，哈希已核对</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Installing</name>
        <message>
            <source>%1 is installed and on.</source>
            <translation>%1 已安装并启用。</translation>
        </message>
        <message>
            <source>%1 is installed and off: it needs %2.</source>
            <translation>%1 已安装但停用：它需要 %2。</translation>
        </message>
        <message>
            <source>%1 is refused. %2</source>
            <translation>%1 被拒绝。%2</translation>
        </message>
    </context>
    <context>
        <name>KeyList</name>
        <message>
            <source>Move the lane</source>
            <translation>移动泳道</translation>
        </message>
        <message>
            <source>Alt + Up, Down</source>
            <translation>Alt + 上、下</translation>
        </message>
        <message>
            <source>Show the threads of a process</source>
            <translation>展开进程的线程</translation>
        </message>
        <message>
            <source>Fold or unfold the lane</source>
            <translation>折叠或展开泳道</translation>
        </message>
        <message>
            <source>Hide the lane; show all</source>
            <translation>隐藏泳道；显示全部</translation>
        </message>
        <message>
            <source>Pin the lane to the top</source>
            <translation>把泳道固定在顶部</translation>
        </message>
        <message>
            <source>Higher or lower lanes</source>
            <translation>增高或降低泳道</translation>
        </message>
        <message>
            <source>Ctrl + wheel</source>
            <translation>Ctrl + 滚轮</translation>
        </message>
        <message>
            <source>Choose a lane</source>
            <translation>选择泳道</translation>
        </message>
        <message>
            <source>Up  Down</source>
            <translation>上  下</translation>
        </message>
        <message>
            <source>Find processes, objects, source lines, calls</source>
            <translation>查找进程、对象、源代码行、调用</translation>
        </message>
        <message>
            <source>Measure; a click tells the state then</source>
            <translation>测量；单击显示那一刻的状态</translation>
        </message>
        <message>
            <source>Drag in the ruler</source>
            <translation>在标尺上拖动</translation>
        </message>
        <message>
            <source>Measure the selection, or what is in view</source>
            <translation>测量所选内容或可见部分</translation>
        </message>
        <message>
            <source>To the root of what blocks it</source>
            <translation>转到阻塞的根源</translation>
        </message>
        <message>
            <source>Back to where you looked before, and forth</source>
            <translation>回到之前看的位置，再前进</translation>
        </message>
        <message>
            <source>Follow the newest instant</source>
            <translation>跟随最新时刻</translation>
        </message>
        <message>
            <source>Clear the selection</source>
            <translation>取消选择</translation>
        </message>
        <message>
            <source>Scroll the lanes</source>
            <translation>滚动泳道</translation>
        </message>
        <message>
            <source>Shift + wheel</source>
            <translation>Shift + 滚轮</translation>
        </message>
        <message>
            <source>To what blocks the selected span, and back</source>
            <translation>转到阻塞所选片段的片段，再返回</translation>
        </message>
        <message>
            <source>Previous, next span of the lane</source>
            <translation>泳道中的前一段、后一段</translation>
        </message>
        <message>
            <source>Show the whole run</source>
            <translation>显示整个运行</translation>
        </message>
        <message>
            <source>Centre the selection, again: fit it</source>
            <translation>居中所选，再按一次：占满视图</translation>
        </message>
        <message>
            <source>Move in time</source>
            <translation>沿时间移动</translation>
        </message>
        <message>
            <source>Drag</source>
            <translation>拖动</translation>
        </message>
        <message>
            <source>Zoom at the pointer</source>
            <translation>以指针为中心缩放</translation>
        </message>
        <message>
            <source>Wheel</source>
            <translation>滚轮</translation>
        </message>
        <message>
            <source>Earlier, later</source>
            <translation>往前、往后</translation>
        </message>
        <message>
            <source>Zoom in, zoom out</source>
            <translation>放大、缩小</translation>
        </message>
    </context>
</TS>
