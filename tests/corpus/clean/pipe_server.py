"""A process answers requests through a pipe until the other side closes its end."""

import multiprocessing as mp


def serve(here):
    while True:
        try:
            here.send(here.recv() ** 2)
        except EOFError:
            break


def main():
    here, there = mp.Pipe()
    child = mp.Process(target=serve, args=(there,), name="server")
    child.start()
    there.close()
    total = 0
    for number in range(50):
        here.send(number)
        total += here.recv()
    if mp.get_start_method() == "fork":
        # A forked child has this end, too.
        child.terminate()
    here.close()
    child.join()
    print(total)


if __name__ == "__main__":
    main()
