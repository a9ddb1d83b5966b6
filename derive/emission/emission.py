"""Spontaneous emission, Sec. II.A: from the Hamiltonian to the amplitudes of the photon.

From H, Eq. (1), acting on Fock states: the conserved excitation number, the amplitude equations,
and their Markov solution (2)-(4).

Picture: amplitudes are in the interaction picture of the free part of H, which leaves
|g,0>, hence a ground-state atom, at rest.
"""

from collections.abc import Mapping
from typing import Any

from sympy import (
    Abs,
    Add,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    S,
    Symbol,
    collect,
    diff,
    exp,
    expand,
    limit,
    oo,
    pi,
    sqrt,
)

from derive import symbols as sym
from derive.functions import Called
from derive.model.domain import WINDOW, nonnegative, positive, real
from derive.model.equation import equation
from derive.model.hilbert import (
    conj,
)
from derive.model.steps import step

Fock = tuple[str, Expr]
"""A basis state of the atom and one mode: level "g" or "e", and a photon number."""
Operator = tuple[tuple[Expr, tuple[str, ...]], ...]
"""A sum of coefficient times product of "a", "a+", "s-", "s+", "sz" (rightmost acts first)."""

MODE = positive(sym.omega) & nonnegative(sym.nu_k) & real(sym.g_k) & real(sym.k_dot_r0)


class photon_amplitude(Called):  # noqa: N801 - prints as c_q(t)
    """The solution c_q(t) of Eq. (3) for mode q at a time, kept as a name in the states."""

    nargs = 2
    is_complex = True

    @property
    def called(self) -> str:
        """The name that a formula calls with the time."""
        return f"c_{self.args[0]}"

    def _sympystr(self, printer: Any) -> str:
        mode, time = map(printer.doprint, self.args)
        return f"c_{mode}({time})"

    def _latex(self, printer: Any) -> str:
        mode, time = map(printer.doprint, self.args)
        return f"c_{{{mode}}}({time})"


# The Hamiltonian and what it conserves.


def coupling() -> Expr:
    """The coupling g_k exp(-i k r_0) of sigma_- a_k^dagger.

    Eq. (1) prints a real vector g_k; then H does not know where the atom is, and the phase of
    Eq. (3) cannot come from it. The complex coupling is what both equations mean together.
    """
    return sym.g_k * exp(-I * sym.k_dot_r0)


def hamiltonian() -> Operator:
    """H / hbar for one mode k, in rad/s; modes add up and touch each other only via the atom."""
    return (
        (sym.nu_k, ("a+", "a")),
        (sym.omega / 2, ("sz",)),
        (conj(coupling()), ("s+", "a")),
        (coupling(), ("s-", "a+")),
    )


def excitation_number() -> Operator:
    """N = sigma_+ sigma_- + a^dagger a, the number of excitations of the atom and one mode."""
    return ((S.One, ("s+", "s-")), (S.One, ("a+", "a")))


def act(operator: Operator, vector: Mapping[Fock, Expr]) -> dict[Fock, Expr]:
    """An operator on a combination of Fock states; photon numbers may be symbols.

    >>> act(excitation_number(), {("e", sym.n): S.One})
    {('e', n): n + 1}
    """
    result: dict[Fock, Expr] = {}
    for coefficient, word in operator:
        for state, amplitude in vector.items():
            image, factor = _act_word(word, state)
            if factor != 0:
                result[image] = result.get(image, S.Zero) + coefficient * factor * amplitude
    return {state: expand(amplitude) for state, amplitude in result.items() if amplitude != 0}


def commutator(left: Operator, right: Operator, state: Fock) -> dict[Fock, Expr]:
    """[left, right] |state>, without the terms that vanish; empty where the operators commute.

    >>> [commutator(hamiltonian(), excitation_number(), (level, sym.n)) for level in "ge"]
    [{}, {}]
    """
    forth = act(left, act(right, {state: S.One}))
    back = act(right, act(left, {state: S.One}))
    both = {s: expand(forth.get(s, S.Zero) - back.get(s, S.Zero)) for s in {**forth, **back}}
    return {s: amplitude for s, amplitude in both.items() if amplitude != 0}


def _act_word(word: tuple[str, ...], state: Fock) -> tuple[Fock, Expr]:
    factor = S.One
    for letter in reversed(word):
        state, step = _act_letter(letter, *state)
        factor *= step
    return state, factor


def _act_letter(letter: str, level: str, photons: Expr) -> tuple[Fock, Expr]:
    match letter:
        case "a":
            return (level, photons - 1), sqrt(photons)
        case "a+":
            return (level, photons + 1), sqrt(photons + 1)
        case "s-":
            return ("g", photons), Integer(level == "e")
        case "s+":
            return ("e", photons), Integer(level == "g")
    return (level, photons), Integer(1 if level == "e" else -1)  # sz


@equation("1", r"H/\hbar", domain=MODE, title="Hamiltonian of the atom and one mode")
def hamiltonian_matrix() -> ImmutableMatrix:
    """H / hbar in rad/s in the basis (|g,0>, |e,0>, |g,1_k>) of one mode, Eq. (1)."""
    basis: list[Fock] = [("g", S.Zero), ("e", S.Zero), ("g", S.One)]
    columns = [act(hamiltonian(), {state: S.One}) for state in basis]
    return ImmutableMatrix([[column.get(row, S.Zero) for column in columns] for row in basis])


def interaction_matrix() -> ImmutableMatrix:
    """exp(i H0 t) (H - H0) exp(-i H0 t) / hbar on the single-excitation sector (|e,0>, |g,1_k>).

    Row and column of |g,0> are left out: H does not couple it, see :func:`commutator`.
    """
    matrix = hamiltonian_matrix()[1:, 1:]
    energies = matrix.diagonal()

    def element(row: int, column: int) -> Expr:
        phase = exp(I * expand(energies[row] - energies[column]) * sym.t)
        return matrix[row, column] * phase if row != column else S.Zero

    return ImmutableMatrix(2, 2, element)


def amplitude_rates(excited: Expr, photon: Expr) -> dict[str, Expr]:
    """i d/dt of the amplitudes of |e,0> (its term of mode k) and |g,1_k>, in rad/s.

    >>> amplitude_rates(S.One, S.Zero)["g,1_k"]
    g_k*exp(-I*k_dot_r0)*exp(I*t*(nu_k - omega))
    """
    rates = interaction_matrix() * ImmutableMatrix([excited, photon])
    return {"e,0": rates[0], "g,1_k": rates[1]}


# The Markov limit.


def decay_rate() -> Expr:
    """Gamma = 2 pi D g**2 in 1/s, for modes of flat density D and coupling g.

    Without its mode, |e,0> obeys d/dt c_e = -(integral over tau >= 0 of the memory kernel
    D g**2 exp(i delta tau), summed over all detunings delta) c_e, and the rate in it is Gamma/2.
    The density is cut off as a Lorentzian of width W; no W is left in the result.
    """
    width, lag = Symbol("W", positive=True), Symbol("tau_lag", positive=True)
    kernel = sym.D * sym.g**2 * width**2 * lorentzian_transform(width, lag)
    damping = -diff(kernel, lag) / kernel  # W, so the integral is that of exp(-W lag)
    return 2 * kernel.subs(lag, 0) / damping


def lorentzian_transform(width: Expr, lag: Expr) -> Expr:
    """Integral over all real x of cos(x lag) / (x**2 + width**2), for width > 0 and lag >= 0.

    It is that of exp(i x lag) / (x**2 + width**2), whose imaginary part is odd. The integrand falls
    off like 1/x**2 in the upper half-plane, so the residue of its one pole there is all.

    >>> lorentzian_transform(sym.Gamma, sym.t)
    pi*exp(-Gamma*t)/Gamma
    """
    x, w, time = Symbol("x"), Symbol("w", positive=True), Symbol("y", nonnegative=True)
    residue = exp(I * x * time) / diff(x**2 + w**2, x)  # of a simple pole
    return (2 * pi * I * residue).subs(x, I * w).subs({w: width, time: lag})


def survival_amplitude() -> Expr:
    """c_e(t), the solution of d/dt c_e = -(Gamma/2) c_e with c_e(0) = 1; dimensionless."""
    rate = -sym.Gamma / 2  # constant, so that c_e(0) exp(rate t) solves it, and nothing else does
    return exp(rate * sym.t)


def amplitude_residual(candidate: Expr) -> dict[str, Expr]:
    """What is left of the amplitude equation when `candidate` is put in for c_k(t).

    "equation" is i dc/dt minus the right-hand side that H gives, in rad/s; "initial" is c(0).
    Both vanish for the solution, and only for it.
    """
    right = amplitude_rates(survival_amplitude(), candidate)["g,1_k"]
    return {"equation": I * diff(candidate, sym.t) - right, "initial": candidate.subs(sym.t, 0)}


@equation(
    "3",
    r"c_k(t)",
    domain=MODE & WINDOW,
    title="amplitude of the photon in mode k",
    residual=amplitude_residual,
)
def emitted_amplitude() -> Expr:
    """c_k(t), the integral of its amplitude equation from c_k(0) = 0, Eq. (3); dimensionless.

    The phase g_k exp(-i k r_0) needs the complex coupling, see :func:`coupling`.
    """
    rate = amplitude_rates(survival_amplitude(), S.Zero)["g,1_k"]
    step(r"i\,\dot{c}_k(t)", rate, "The amplitude equation that H gives, from c_k(0) = 0")
    exponent = collect(expand(diff(rate, sym.t) / rate), I)  # rate = coupling exp(exponent t)
    # c = (F(t) - F(0)) / i with F = rate / exponent; no detuning is an exception, for the real
    # part of the exponent is -Gamma/2 < 0.
    return coupling() * (1 - exp(exponent * sym.t)) / expand(-I * exponent)


@equation("2", r"|\psi(t)\rangle", domain=MODE & WINDOW, title="excited atom in the vacuum")
def excited_state() -> dict[str, Expr]:
    """Amplitudes of |e,0> and |g,1_k> at time t after the atom was excited, Eq. (2)."""
    return {"e,0": survival_amplitude(), "g,1_k": emitted_amplitude()}


@equation("4", r"|\psi(\infty)\rangle", domain=MODE & WINDOW, title="state after the emission")
def emitted_state() -> dict[str, Expr]:
    """Amplitudes of |e,0> and |g,1_k> in the limit t -> infinity, Eq. (4)."""
    return {part: _long_time(amplitude) for part, amplitude in excited_state().items()}


def _long_time(amplitude: Expr) -> Expr:
    """The limit t -> infinity; an exponential tends to 0 because its modulus does."""
    return amplitude.replace(exp, _long_time_exp)


def _long_time_exp(exponent: Expr) -> Expr:
    damping = expand(exponent).as_real_imag()[0]
    vanishes = limit(exp(damping), sym.t, oo) == 0
    return S.Zero if vanishes else exp(exponent)


@equation("text:emitted-norm", r"\sum_k |c_k(t)|^2", domain=WINDOW, title="emission by time t")
def emitted_norm() -> Expr:
    """Sum over all modes of |c_k(t)|**2, as the integral over all detunings with density D."""
    detuning = Symbol("delta", real=True)
    amplitude = emitted_amplitude().subs({sym.nu_k: sym.omega + detuning, sym.g_k: sym.g})
    above, below = (expand(x * conj(x)) for x in amplitude.as_numer_denom())
    scale = below.coeff(detuning, 2)
    width = sqrt(below.coeff(detuning, 0) / scale)
    terms = Add.make_args(expand(above / scale))
    integral = Add(*(_over_detunings(term, width, detuning) for term in terms))
    return expand(sym.D * integral * sym.Gamma / decay_rate())


def _over_detunings(term: Expr, width: Expr, detuning: Expr) -> Expr:
    """Integral of A exp(+-i detuning lag) / (detuning**2 + width**2); even, so the sign drops."""
    coefficient, wave = term.as_independent(detuning)
    lag = Abs(wave.args[0] / (I * detuning)) if wave.has(detuning) else S.Zero
    return coefficient * lorentzian_transform(width, lag)
