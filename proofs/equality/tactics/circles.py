"""Signs of a + b cos(u) and the like: what turns with exp(I u) is at most as large as its weight.

Nothing here is trusted: the kernel has |1 + exp(I u)|**2 >= 0 from two squares.
"""

from flint import fmpq_mpoly

from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.signs import SignSearch
from proofs.kernel.element import Element
from proofs.kernel.field import Field

MAX_TURNS = 8
"""exp(I k u) is looked at up to this k."""


def turning(field: Field, value: Element) -> list[int]:
    """The places of exponentials of imaginary exponents in an element."""
    found = []
    for place in value.places():
        kind, u = field.generators[place]
        if kind == "exp" and isinstance(u, Element) and field.is_zero(u + field.conjugate(u)):
            found.append(place)
    return found


def on_circle(proof: SignSearch, value: Element, relation: str) -> str | None:
    """The sign of c_0 + sum of c_k (z**k + z**-k), z on the unit circle, from c_0 - 2 sum |c_k|."""
    for place in turning(proof.field, value):
        weights = series_at(proof.field, value, place)
        if weights is None or len(weights) < 2 or max(weights) > MAX_TURNS:
            continue
        rest, parts = weights.pop(0, proof.number(0)), []
        for k, weight in sorted(weights.items()):
            sign = signed(proof, weight)
            rest -= proof.number(2 * sign) * weight
            parts.append((weight * proof.number(sign), k, sign))
        labels = [part_of_circle(proof, place, *part) for part in parts]
        labels.insert(0, proof.sign(rest, relation))
        return proof.total(f"{proof.text(value)} {relation} 0", *labels)
    return None


def series_at(field: Field, value: Element, place: int) -> dict[int, Element] | None:
    """Real c_k with the value c_0 + sum of c_k (z**k + z**-k), k > 0, for z at the place."""
    below = elements.coefficients(field, value.den, place)
    if len(below) != 1:
        return None
    ((shift, den),) = below.items()
    found = elements.coefficients(field, value.num, place)
    weights = {int(k) - int(shift): part / den for k, part in found.items()}
    even = all(
        k in weights and field.equal(weights[k], weights.get(-k, -weights[k])) for k in weights
    )
    real = all(map(field.is_real, weights.values()))
    return {k: part for k, part in weights.items() if k >= 0} if even and real else None


def signed(proof: SignSearch, weight: Element) -> int:
    """The sign of a weight.

    :raises GaveUpError: if none is found.
    """
    sign = proof.signed(weight)
    if not sign:
        raise GaveUpError("a weight without a sign")
    return sign


def part_of_circle(proof: SignSearch, place: int, weight: Element, k: int, sign: int) -> str:
    """weight*(2 +- (z**k + z**-k)) >= 0, since 2 +- 2 cos = (1 +- cos)**2 + sin**2."""
    field, one, two = proof.field, proof.number(1), proof.number(2)
    z = field.power(field.gen(place), k)
    cosine, sine = (z + one / z) / two, (z - one / z) / (two * field.i)
    squares = []
    for root in (one + proof.number(sign) * cosine, sine):
        text = proof.text(root)
        squares.append(proof.add(f"({text})**2 >= 0", "square", of=text))
    form = two + proof.number(sign) * (z + one / z)
    whole = proof.total(f"{proof.text(form)} >= 0", *squares)
    return proof.product(f"{proof.text(weight * form)} >= 0", [proof.positive(weight), whole])


def turned_to_real(proof: SignSearch, value: Element) -> str | None:
    """|w|**2 > 0 for a w that is real and not zero once it is divided by a power of z."""
    square = proof.field.squared_modulus(value)
    for place in turning(proof.field, value):
        pairs = (middle(part, place) for part in (value.num, value.den))
        twice = next(pairs) - next(pairs)
        power = proof.field.power(proof.field.gen(place), abs(twice) // 2)
        real = value / power if twice > 0 else value * power
        if twice % 2 == 0 and proof.field.is_real(real) and proof.signed(real):
            sign = proof.positive(real if proof.signed(real) > 0 else -real)
            return proof.product(f"{proof.text(square)} > 0", [sign, sign])
    return None


def middle(part: fmpq_mpoly, place: int) -> int:
    """The highest power of a generator and the lowest one, added."""
    powers = [int(e[place]) for e in part.monoms()]
    return max(powers) + min(powers)
