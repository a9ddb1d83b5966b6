"""The entropy of a matrix from its spectrum, block by block."""

from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.rewriting import Search
from proofs.equality.search.signs import attempt
from proofs.kernel.element import Element

Rows = list[list[Element]]


def define_entropy(search: Search, rows: Rows) -> None:
    """Make the entropy of a matrix known, from its eigenvalues, which are shown to be >= 0.

    :raises GaveUpError: for a spectrum that is not found, or not shown to be >= 0.
    """
    rows = [[plain(search, cell) for cell in row] for row in rows]
    roots = [root for block in blocks(search, rows) for root in eigenvalues(search, block)]
    for root in roots:
        if attempt(search.sign, root, ">") is None:
            search.nonnegative(root)
    texts = ", ".join(f"[{', '.join(map(search.text, row))}]" for row in rows)
    matrix = f"[{texts}]"
    entropy = " + ".join(f"eta({search.text(root)})" for root in roots)
    claim = f"S({matrix}) == {entropy}"
    search.add(claim, "spectrum", matrix=matrix, eigenvalues=[*map(search.text, roots)])


def plain(search: Search, cell: Element) -> Element:
    """An entry rewritten, once it is known to be equal to the entry."""
    using, found = search.normal(cell)
    if found != cell:
        minus = {label: -cofactor for label, cofactor in using.items()}
        claim = f"{search.written(found)} == {search.written(cell)}"
        search.identity(claim, search.cofactors(minus))
    return found


def blocks(search: Search, rows: Rows) -> list[Rows]:
    """The matrix in connected blocks."""
    left, found = set(range(len(rows))), []
    while left:
        block, waiting = set[int](), [min(left)]
        while waiting:
            i = waiting.pop()
            if i not in block:
                block.add(i)
                waiting += [
                    j
                    for j in left
                    if not search.field.is_zero(rows[i][j]) or not search.field.is_zero(rows[j][i])
                ]
        left -= block
        places = sorted(block)
        found.append([[rows[i][j] for j in places] for i in places])
    return found


def eigenvalues(search: Search, block: Rows) -> list[Element]:
    """The roots of the characteristic polynomial, by its rational roots and one quadratic."""
    polynomial = characteristic(search, block)
    zeros = 0
    while len(polynomial) > 1 and search.field.is_zero(polynomial[0]):
        polynomial, zeros = polynomial[1:], zeros + 1
    found = [search.number(0)] * zeros
    linear, rest = rational_roots(search, polynomial)
    found += linear
    if len(rest) == 1:
        return found
    if len(rest) != 3:
        raise GaveUpError("a spectrum that is not found")
    c, b, _ = rest
    discriminant = search.normal(b * b - search.number(4) * c)[1]
    if attempt(search.sign, discriminant, ">") is None:
        search.nonnegative(discriminant)
    root = search.normal(search.field.generator("sqrt", discriminant))[1]
    return [
        *found,
        *((-b + sign * root) / search.number(2) for sign in map(search.number, (1, -1))),
    ]


def characteristic(search: Search, block: Rows) -> list[Element]:
    """The coefficients of det(x - M), the constant one first, by Faddeev and Le Verrier."""
    size = len(block)
    coefficients = [search.number(1)]
    product = [[search.number(0)] * size for _ in range(size)]
    for step in range(1, size + 1):
        for i in range(size):
            product[i][i] += coefficients[-1]
        product = times(search, block, product)
        trace = search.number(0)
        for i in range(size):
            trace += product[i][i]
        coefficients.append(search.normal(-trace / search.number(step))[1])
    return coefficients[::-1]


def times(search: Search, a: Rows, b: Rows) -> Rows:
    """The product of two matrices."""
    size = range(len(a))
    total = [[search.number(0) for _ in size] for _ in size]
    for i in size:
        for j in size:
            for k in size:
                total[i][j] += a[i][k] * b[k][j]
    return total


def rational_roots(
    search: Search, polynomial: list[Element]
) -> tuple[list[Element], list[Element]]:
    """The roots of linear factors, and the product of the other factors."""
    x = search.field.generator("symbol", "#0")
    total = search.number(0)
    for power, coefficient in enumerate(polynomial):
        total += coefficient * search.field.power(x, power)
    place = elements.single_place(search.field, x)
    assert place is not None
    linear: list[Element] = []
    rest = search.number(1)
    for factor, multiplicity in total.num.factor()[1]:
        found = elements.coefficients(search.field, factor, place)
        if max(found) == 1:
            linear += [-found.get(0, search.number(0)) / found[1]] * multiplicity
        elif max(found) > 1:
            rest *= search.field.power(Element(factor, search.field.one), multiplicity)
    parts = elements.coefficients(search.field, rest.num, place)
    top = parts[max(parts)]
    return linear, [parts.get(e, search.number(0)) / top for e in range(max(parts) + 1)]
