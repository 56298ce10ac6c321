"""The radio that stops with the shop

A radio plays in the background while the shop is open. As a daemon it ends with the main
program; as an ordinary child it plays its songs to the end, and the program waits for it.
"""

import time
from multiprocessing import Process, active_children

DAEMON = True       # knob: yes | no the radio is a daemon
SONGS = 10          # knob: 1..20 songs on the radio's list
OPEN_MS = 500       # knob: 0..2000 that the shop is open, in ms

SONG_S = 0.3


def play():
    for song in range(1, SONGS + 1):
        print(f"radio: song {song}", flush=True)
        time.sleep(SONG_S)
    print("radio: that was all", flush=True)


if __name__ == "__main__":
    radio = Process(target=play, name="radio", daemon=DAEMON)  # to be said before start()
    radio.start()
    time.sleep(OPEN_MS / 1000)
    playing = ", ".join(child.name for child in active_children()) or "nobody"
    print(f"main: the shop closes, still at it: {playing}", flush=True)
