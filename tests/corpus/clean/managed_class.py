"""A class of one's own in a manager."""

from multiprocessing.managers import BaseManager


class Maths:
    def add(self, x, y):
        return x + y

    def mul(self, x, y):
        return x * y


class MyManager(BaseManager):
    pass


MyManager.register("Maths", Maths)
if __name__ == "__main__":
    with MyManager() as manager:
        maths = manager.Maths()
        print(maths.add(4, 3), maths.mul(7, 8))
