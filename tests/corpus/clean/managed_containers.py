"""A manager's dict in a manager's dict, a list and a namespace."""

from multiprocessing import Manager, Process


def work(d, names, ns, k):
    d[k] = str(k)
    names.append(k)
    ns.total = k
    d["inner"][k] = k * 2
    d["inner"].update({k + 10: 1})


if __name__ == "__main__":
    with Manager() as m:
        d, names, ns = m.dict(), m.list(), m.Namespace()
        d["inner"] = m.dict()
        ps = [Process(target=work, args=(d, names, ns, k)) for k in range(3)]
        [p.start() for p in ps]
        [p.join() for p in ps]
        print(dict(d["inner"]), sorted(names), ns.total)
