"""Components: what lies on a circle together, so that a question over a graph is solved piece by piece."""

from collections.abc import Sequence


def components(following: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components of a graph, each after those it leads to, each in ascending order.

    following: for each place the places that it leads to

    >>> components([[1], [2], [1, 3], []])
    [[3], [1, 2], [0]]

    Source: R. Tarjan, Depth-first search and linear graph algorithms, 1972; without recursion.
    """
    found: list[list[int]] = []
    met: dict[int, int] = {}  # place: when it was met
    lowest: dict[int, int] = {}  # the earliest met that it leads back to
    stack: list[int] = []
    done: set[int] = set()
    for root in range(len(following)):
        if root in met:
            continue
        met[root] = lowest[root] = len(met)
        stack.append(root)
        path = [(root, iter(following[root]))]
        while path:
            place, rest = path[-1]
            for other in rest:
                if other not in met:
                    met[other] = lowest[other] = len(met)
                    stack.append(other)
                    path.append((other, iter(following[other])))
                    break
                if other not in done:
                    lowest[place] = min(lowest[place], met[other])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[place])
                if lowest[place] == met[place]:
                    component: list[int] = []
                    while place not in done:
                        component.append(stack.pop())
                        done.add(component[-1])
                    found.append(sorted(component))
    return found
