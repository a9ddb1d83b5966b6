"""Phase fluctuations, Sec. IV.D: from the cavity-bath unitary (35) to the min-entropy (38).

The exchange coupling (35) is computed and turns out to be a beam splitter: it loses photons and
kicks no phase. A coupling through the photon number gives the random-phase map (36) exactly, with
Gaussian kicks; from those follow the diffusion (37), the voltage bins (38), (39), and from
coherent states the interferometer's signal and shot noise (40)-(42).
"""

from sympy import (
    DiracDelta,
    Expr,
    I,
    ImmutableMatrix,
    Rational,
    S,
    Symbol,
    conjugate,
    cos,
    diff,
    exp,
    expand,
    integrate,
    log,
    oo,
    pi,
    powdenest,
    prod,
    sin,
    solve,
    sqrt,
)

from derive import symbols as sym
from derive.functions import log2
from derive.model.boson import Polynomial, commutator, modes
from derive.model.domain import Domain, positive, real
from derive.model.equation import equation
from derive.model.gaussian import bin_probability, bin_slope, density

UNCORRELATED = "Eve holds nothing that is correlated with the phase kicks (her state is a product)"
COLLECTIVE_BATH = (
    "the bath modes enter only through the collective mode b = int g(omega) b_omega d omega / G"
)
NUMBER_COUPLING = (
    "the coupling is n_hat (x) int g(omega) (b + b^dagger) d omega, not the exchange (35)"
)
QUADRATURE = "the interferometer is held at half a fringe and the phase increments are small"
WHITE_NOISE = "independent kicks, their rate large against 1/tau, r sigma^2 fixed"

COHERENT = Domain()
TIMES = positive(sym.D_phi) & positive(sym.tau)
VOLTAGE = positive(sym.bin_width) & positive(sym.P) & positive(sym.A_gain) & positive(sym.D_phi)


# (35), (36): what the exchange coupling does.


@equation(
    "35",
    r"U_{\mathrm{int},LR}",
    domain=real(sym.G),
    title="exchange with the vacuum in the basis |0,0>, |1,0>, |0,1> of cavity and bath",
    assumes=(COLLECTIVE_BATH,),
)
def exchange_unitary() -> ImmutableMatrix:
    """exp[-i G (a^dagger b + a b^dagger)] on the states of at most one photon, Eq. (35).

    The coupling conserves the number of photons, so this block is exact, not a truncation. It
    takes each basis state to one other or to zero, and twice is a projector: so the series of the
    exponential is that of a sine and a cosine.
    """
    a, b = modes(2)
    coupling = a.dag * b + a * b.dag
    words = (Polynomial({((0, 0), (0, 0)): S.One}), a, b)
    generator = ImmutableMatrix(3, 3, lambda r, c: _vacuum(words[r] * coupling * words[c].dag))
    moved = generator**2
    if moved**2 != moved:
        raise ValueError("the square of the exchange is no projector")
    return ImmutableMatrix.eye(3) + (cos(sym.G) - 1) * moved - I * sin(sym.G) * generator


@equation(
    "36",
    r"\mathcal{E}_{\mathrm{SE}}",
    domain=real(sym.G),
    title="the exchange (35) with the vacuum loses photons and kicks no phase",
    assumes=(COLLECTIVE_BATH,),
)
def exchange_map() -> dict[str, ImmutableMatrix]:
    """What (35) makes of |1><1|, in the basis |0>, |1>; random phases would leave it as it is."""
    lost, kept = exchange_unitary()[2, 1], exchange_unitary()[1, 1]
    return {"one-photon": ImmutableMatrix.diag(_squared(lost), _squared(kept))}


@equation(
    "text:exchange-on-coherent",
    r"\langle a_L \rangle",
    domain=real(sym.G),
    title="the exchange (35) keeps a coherent state pure, and shrinks it",
    assumes=(COLLECTIVE_BATH,),
)
def exchange_on_coherent() -> Expr:
    """The amplitude that (35) makes of alpha; random phases would spread it over a circle.

    a -> cos(G) a - i sin(G) b in the Heisenberg picture, by the 2 x 2 block of one photon: the
    commutators of the coupling with a, b are its matrix elements between one-photon states.
    """
    return exchange_unitary()[1, 1] * sym.cavity


# What does give random phases.


@equation(
    "36:repair",
    r"\mathcal{E}",
    domain=Domain(),
    title="coupling through the photon number: random Gaussian phase kicks, exactly",
    assumes=(COLLECTIVE_BATH, NUMBER_COUPLING),
)
def number_coupling_map() -> dict[str, Expr | ImmutableMatrix]:
    """The map of exp[-i n_hat (x) sigma (b + b^dagger)] on the vacuum, sigma^2 = int g^2 d omega.

    "one-photon" is the image of |1><1| in the basis |0>, |1>; "coherence" the factor between
    |n> and |n'>; "kick-density" the density p(dphi) whose random phases are this map. Phases
    count modulo 2 pi, so a density wrapped around the circle gives the same map.
    """
    frequency = Symbol("q")
    factor = characteristic_function(sym.n_ket - sym.n_bra)
    one = factor.subs({sym.n_ket: 1, sym.n_bra: 1})
    return {
        "one-photon": ImmutableMatrix.diag(S.Zero, one),
        "coherence": factor,
        "kick-density": density(characteristic_function(frequency), frequency, sym.dphi),
    }


def characteristic_function(frequency: Expr) -> Expr:
    """<0| exp[-i frequency sigma (b + b^dagger)] |0> = E[exp(-i frequency dphi)].

    exp(X + Y) = exp(X) exp(Y) exp(-[X, Y]/2) for X ~ b^dagger, Y ~ b, whose commutator is a
    number; between vacua the normally ordered exponentials are 1.
    """
    (b,) = modes(1)
    step = -I * frequency * sym.sigma
    return exp(-_vacuum(commutator(step * b.dag, step * b)) / 2)


# (37): many kicks.


@equation(
    "37",
    r"\langle \phi(\tau)^2 \rangle",
    domain=TIMES,
    title="variance of the phase that white noise accumulates in a time tau",
    assumes=(NUMBER_COUPLING, WHITE_NOISE),
)
def phase_variance() -> dict[str, Expr]:
    """Double time integral of <xi(s) xi(u)> = 2 D_phi delta(s - u), in rad^2, Eq. (37).

    d phi/dt = xi is a Langevin equation; the diffusion equation is the one that the density of
    phi obeys.
    """
    first, second = Symbol("s_1", real=True), Symbol("s_2", real=True)
    correlation = 2 * sym.D_phi * DiracDelta(first - second)
    kick = integrate(correlation, (second, -oo, oo))  # second = first is within the window
    return {"variance": integrate(kick, (first, 0, sym.tau))}


@equation(
    "text:diffusion-constant",
    r"D_\phi",
    domain=positive(sym.kick_rate) & positive(sym.sigma),
    title="diffusion constant of Gaussian kicks of variance sigma^2 at the rate r",
    assumes=(NUMBER_COUPLING, WHITE_NOISE),
)
def diffusion_constant() -> Expr:
    """D_phi in 1/s, for which r tau independent kicks have the variance of (37)."""
    kicks = sym.kick_rate * sym.tau * sym.sigma**2
    return solve(phase_variance()["variance"] - kicks, sym.D_phi, simplify=False)[0]


@equation(
    "text:wiener-dephasing",
    r"\langle e^{-i(n-n')\phi(\tau)} \rangle",
    domain=TIMES,
    title="factor on the coherence between |n> and |n'> after a time tau",
    assumes=(NUMBER_COUPLING, WHITE_NOISE),
)
def wiener_dephasing() -> Expr:
    """The factor of one Gaussian kick, its variance replaced by that of all kicks together."""
    one_kick = number_coupling_map()["coherence"]
    return one_kick.subs(sym.sigma, sqrt(phase_variance()["variance"]))


@equation(
    "text:coherence-time",
    r"D_\phi",
    domain=positive(sym.tau_c),
    title="diffusion constant of a laser whose field correlation falls to 1/e in tau_c",
)
def coherence_time() -> Expr:
    """D_phi in 1/s, for a Lorentzian line: tau_c = 1/(pi x full width at half maximum).

    The factor between neighbouring photon numbers is the field correlation. Other authors take
    tau_c = 1/(full width), which gives pi/tau_c.
    """
    correlation = wiener_dephasing().subs({sym.n_ket: 1, sym.n_bra: 0, sym.tau: sym.tau_c})
    return solve(log(correlation) + 1, sym.D_phi, simplify=False)[0]


# (38), (39): bits from the voltage.


@equation(
    "text:most-probable-bin",
    r"\frac{d}{dv}\Pr(v)",
    domain=real(sym.v) & positive(sym.bin_width) & positive(sym.voltage_spread),
    title="the bin centred on the mean is the most probable one",
)
def most_probable_bin() -> Expr:
    """d/dv of the probability of a bin at distance v from the mean, per volt: opposite to v."""
    return bin_slope(sym.v / sym.voltage_spread, half_width()) / sym.voltage_spread


@equation(
    "38",
    "R",
    domain=positive(sym.lambda_) & positive(sym.tau),
    title="min-entropy of the binned voltage, for the alignment of bins that is worst for Alice",
    assumes=(UNCORRELATED, NUMBER_COUPLING, QUADRATURE),
)
def min_entropy() -> Expr:
    """-log2 of the largest bin probability, Eq. (38), in bits: a min-entropy.

    The largest probability is that of the bin centred on the mean (`text:most-probable-bin`);
    lambda is defined by a/(2 sigma_V) = lambda/sqrt(tau).
    """
    (mean,) = solve(most_probable_bin(), sym.v, simplify=False, check=False)
    largest = bin_probability(mean / sym.voltage_spread, half_width())
    return -log2(largest).subs(half_width(), sym.lambda_ / sqrt(sym.tau))


@equation(
    "39",
    r"\lambda",
    domain=VOLTAGE,
    title="half a bin width over the voltage spread, times the root of the delay",
    assumes=(QUADRATURE,),
)
def lambda_parameter() -> Expr:
    """lambda in s^(1/2) as a function of D_phi, Eq. (39); see :func:`lambda_of`."""
    return lambda_of(sym.D_phi)


@equation(
    "39:lorentzian",
    r"\lambda",
    domain=positive(sym.bin_width) & positive(sym.P) & positive(sym.A_gain) & positive(sym.tau_c),
    title="lambda with tau_c the 1/e time of the field correlation",
    assumes=(QUADRATURE,),
)
def lambda_lorentzian() -> Expr:
    """:func:`lambda_of` at D_phi = 1/tau_c."""
    return lambda_of(coherence_time())


def lambda_of(diffusion: Expr) -> Expr:
    """lambda = sqrt(tau) a/(2 sigma_V) for a given diffusion constant (1/s), in s^(1/2).

    At quadrature V = sqrt(A) P cos(pi/2 - phi), so sigma_V is its slope at phi = 0 times the
    standard deviation of the phase; A is a squared gain in V^2/W^2, else lambda has a wrong unit.
    """
    voltage = sqrt(sym.A_gain) * sym.P * cos(pi / 2 - sym.dphi)
    spread = diff(voltage, sym.dphi).subs(sym.dphi, 0) * sqrt(phase_variance()["variance"])
    return (
        (half_width() * sqrt(sym.tau)).subs({sym.voltage_spread: spread}).subs(sym.D_phi, diffusion)
    )


def half_width() -> Expr:
    """Half the width of a voltage bin in standard deviations, without unit."""
    return sym.bin_width / (2 * sym.voltage_spread)


def unit(expression: Expr) -> Expr:
    """The unit of a product of powers, from the units of its symbols.

    >>> unit(lambda_parameter()), unit(lambda_parameter() / sqrt(sym.tau))
    (sqrt(s), 1)
    """
    powers = expression.as_powers_dict()
    base = prod(
        _base_unit(factor) ** power for factor, power in powers.items() if factor.free_symbols
    )
    return powdenest(base, force=True)


# (40)-(42): the interferometer.


@equation(
    "40",
    r"|\Psi_{12}\rangle",
    domain=real(sym.phi) & real(sym.dphi),
    title="amplitudes of two successive coherent states",
)
def amplitudes() -> dict[str, Expr]:
    """The coherent amplitudes of the two intervals, a definition, Eq. (40)."""
    turn = {"1": sym.phi, "2": sym.phi + sym.dphi}
    return {interval: sym.cavity * exp(I * phase) for interval, phase in turn.items()}


@equation(
    "41",
    r"\hat{V}",
    domain=Domain(),
    title="difference of the photon numbers behind a balanced beam splitter",
)
def interference() -> Expr:
    """The observable of Eq. (41) in non-commuting symbols."""
    return _interference().as_expr()


@equation(
    "42",
    r"\langle \hat{V} \rangle",
    domain=real(sym.dphi),
    title="signal of the interferometer, with its factor",
)
def signal() -> Expr:
    """<V> = 2 |alpha|^2 cos(dphi) in the state (40), in photons, Eq. (42)."""
    return _real(_mean(_interference()))


@equation(
    "text:shot-noise",
    r"\langle \hat{V}^2 \rangle - \langle \hat{V} \rangle^2",
    domain=real(sym.dphi),
    title="shot noise, which a fixed phase leaves",
)
def shot_noise() -> Expr:
    """Variance of V in the state (40), in photons squared: 2 |alpha|^2 at every phase."""
    observable = _interference()
    square = _mean(observable * observable)
    return _real(square - _mean(observable) ** 2)


# Table I, last row.


@equation(
    "table1:phase:I",
    "R",
    domain=positive(sym.lambda_) & positive(sym.tau),
    title="phase fluctuation, Eve holds A and R'",
    assumes=(UNCORRELATED, NUMBER_COUPLING, QUADRATURE),
)
def phase_adversary_one() -> Expr:
    """H_min(X|E) = H_min(X) where Eve's state is a product with the phase: Eq. (38), in bits."""
    return min_entropy()


@equation(
    "table1:phase:II",
    "R",
    domain=positive(sym.lambda_) & positive(sym.tau),
    title="phase fluctuation, Eve holds R'",
    assumes=(UNCORRELATED, NUMBER_COUPLING, QUADRATURE),
)
def phase_adversary_two() -> Expr:
    """The same product state as for adversary I, hence the same min-entropy, in bits."""
    return min_entropy()


def _interference() -> Polynomial:
    """n_+ - n_- for the outputs a_+- = (a_1 +- a_2)/sqrt(2) of a balanced beam splitter."""
    first, second = modes(2)
    plus, minus = (1 / sqrt(2) * (first + sign * second) for sign in (1, -1))
    return plus.dag * plus - minus.dag * minus


def _mean(observable: Polynomial) -> Expr:
    """Expectation value in the two coherent states of (40)."""
    return observable.expect(tuple(amplitudes().values()))


def _real(value: Expr) -> Expr:
    """The same value in |alpha| and cosines."""
    modulus = abs(sym.cavity) ** 2
    value = expand(expand(value).subs(conjugate(sym.cavity), modulus / sym.cavity))
    return expand(value.rewrite(cos))


def _vacuum(observable: Polynomial) -> Expr:
    return observable.expect([0] * len(next(iter(observable.terms), ())))


def _squared(amplitude: Expr) -> Expr:
    return amplitude * conjugate(amplitude)


def _base_unit(symbol: Symbol) -> Expr:
    """The unit of a symbol, as recorded in its table entry, e.g. ``V^2/W^2``."""
    above, _, below = sym.TABLE[symbol.name].unit.partition("/")
    return _product(above) / _product(below)


def _product(text: str) -> Expr:
    """``V^2`` as a SymPy power; the empty text and ``1`` are one."""
    name, _, power = text.partition("^")
    return Symbol(name, positive=True) ** Rational(power or 1) if name.isalpha() else S.One
