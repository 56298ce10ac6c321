"""Workers log through a queue, and a thread of the parent writes what they say."""

import logging
import logging.handlers
import multiprocessing as mp


def work(queue, number):
    logger = logging.getLogger(f"worker {number}")
    logger.addHandler(logging.handlers.QueueHandler(queue))
    logger.setLevel(logging.INFO)
    for step in range(5):
        logger.info("step %d", step)


def main():
    queue = mp.Queue()
    listener = logging.handlers.QueueListener(queue, logging.StreamHandler())
    listener.start()
    children = [mp.Process(target=work, args=(queue, number)) for number in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    listener.stop()


if __name__ == "__main__":
    main()
