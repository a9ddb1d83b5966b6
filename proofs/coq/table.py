"""What Coq proves, in one table: each theorem's statement and the claims of the paper it answers.

A statement quantifies over a domain of `derive` and says something, in a few lines of Gallina,
about the definitions that :mod:`proofs.coq.statements` prints from derived objects: ``eq_17`` is
Eq. (17), ``eq_18_mu_1`` a part of Eq. (18), ``text_geometric_sum`` a formula of the running text.
"""

from dataclasses import dataclass, replace

from sympy import S, Symbol

from derive import symbols as sym
from derive.emission.monotonicity import (
    BIN_CLICK,
    COHERENT_DIFFERENCE,
    INTERIOR,
    LATER,
    OPEN_QUBIT,
    UNIT_SEGMENT,
)
from derive.model.domain import BINS, POPULATION, QUBIT, WINDOW, Domain, Range, between


@dataclass(frozen=True)
class CoqStatement:
    """What a theorem says: its `name`, the Coq module that proves it, the claims it answers.

    `conclusion` is Gallina over the generated definitions, for all values of the domain's symbols;
    `over` adds variables that have no range of their own.
    """

    name: str
    module: str
    claims: tuple[str, ...]
    domain: Domain
    conclusion: str
    over: str = ""


def _coherences(*names: str) -> Domain:
    """Several values of the coherence of one atom, by name, each in the range of c."""
    c = next(r for r in QUBIT.ranges if r.symbol == sym.c)
    return Domain(tuple(replace(c, symbol=Symbol(name)) for name in names))


ATOM = QUBIT & WINDOW
TWO_COHERENCES = POPULATION & _coherences("c1", "c2") & LATER
EXCITED = POPULATION.replace(Range(sym.rho11, S.Zero, S.One, lower_open=True))
EFFICIENCY = between(sym.eta_d, 0, 1)
TWO_EFFICIENCIES = between(Symbol("eta_1"), 0, 1) & between(Symbol("eta_2"), 0, 1)
FIRST = QUBIT & WINDOW & between(sym.p_bin, 0, 1)
UNIT_INTERVAL = Domain((Range(sym.x, S.Zero, S.One, lower_open=True, upper_open=True),))

STATEMENTS = (
    CoqStatement(
        "povm_single",
        "Povm",
        ("14", "15"),
        WINDOW,
        r"""
        effect (eq_15_M_0 Gamma t) = eq_14_E_0 Gamma t /\
        effect (eq_15_M_1 Gamma t) = eq_14_E_1 Gamma t /\
        positive (eq_14_E_0 Gamma t) /\ positive (eq_14_E_1 Gamma t) /\
        add (eq_14_E_0 Gamma t) (eq_14_E_1 Gamma t) = identity
        """,
    ),
    CoqStatement(
        "povm_temporal",
        "Povm",
        ("21", "22"),
        WINDOW & BINS,
        r"""
        effect (eq_22_M_0 Gamma t) = eq_21_E_0 Gamma t /\
        (forall k, effect (eq_22_M_k Gamma t n k) = eq_21_E_k Gamma t n k) /\
        positive (eq_21_E_0 Gamma t) /\ (forall k, positive (eq_21_E_k Gamma t n k)) /\
        add (eq_21_E_0 Gamma t) (total (eq_21_E_k Gamma t n) n) = identity
        """,
    ),
    CoqStatement(
        "probabilities_sum_to_one",
        "Povm",
        ("23", "text:click-probabilities"),
        POPULATION & WINDOW & BINS,
        r"""
        0 <= eq_23_Pr_0 rho11 Gamma t /\ (forall k, 0 <= eq_23_Pr_k rho11 Gamma t n k) /\
        eq_23_Pr_0 rho11 Gamma t + Sum (fun k => eq_23_Pr_k rho11 Gamma t n k) 1 n = 1 /\
        text_click_probabilities_Pr_0 rho11 Gamma t = eq_23_Pr_0 rho11 Gamma t /\
        text_click_probabilities_Pr_0 rho11 Gamma t
          + text_click_probabilities_Pr_1 rho11 Gamma t = 1
        """,
    ),
    CoqStatement(
        "spectra_single",
        "Spectra",
        ("17", "18"),
        ATOM,
        r"""
        Cmod rho01 = c ->
        has_spectrum (rho_A rho11 rho01) (lambda_1 rho11 c) (lambda_2 rho11 c) /\
        has_spectrum (block (eq_15_M_0 Gamma t) (rho_A rho11 rho01))
          (eq_18_mu_1 rho11 c Gamma t) (eq_18_mu_2 rho11 c Gamma t) /\
        has_spectrum (block (eq_15_M_1 Gamma t) (rho_A rho11 rho01))
          (text_click_probabilities_Pr_1 rho11 Gamma t) 0 /\
        eq_17 rho11 c Gamma t =
          eta (eq_18_mu_1 rho11 c Gamma t) + eta (eq_18_mu_2 rho11 c Gamma t)
          + eta (text_click_probabilities_Pr_1 rho11 Gamma t)
          - eta (lambda_1 rho11 c) - eta (lambda_2 rho11 c)
        """,
        over=" (rho01 : C)",
    ),
    CoqStatement(
        "spectra_temporal",
        "Spectra",
        ("25", "26"),
        ATOM & BINS,
        r"""
        Cmod rho01 = c ->
        has_spectrum (block (eq_22_M_0 Gamma t) (rho_A rho11 rho01))
          (eq_26_mu_1 rho11 c Gamma t) (eq_26_mu_2 rho11 c Gamma t) /\
        (forall k, has_spectrum (block (eq_22_M_k Gamma t n k) (rho_A rho11 rho01))
          (eq_23_Pr_k rho11 Gamma t n k) 0) /\
        eq_25 rho11 c Gamma t n =
          eta (eq_26_mu_1 rho11 c Gamma t) + eta (eq_26_mu_2 rho11 c Gamma t)
          + Sum (fun k => eta (eq_23_Pr_k rho11 Gamma t n k)) 1 n
          - eta (lambda_1 rho11 c) - eta (lambda_2 rho11 c)
        """,
        over=" (rho01 : C)",
    ),
    CoqStatement(
        "spectra_in_unit_interval",
        "Spectra",
        ("18",),
        ATOM,
        r"""
        0 <= lambda_2 rho11 c <= lambda_1 rho11 c /\ lambda_1 rho11 c <= 1 /\
        0 <= eq_18_mu_2 rho11 c Gamma t <= eq_18_mu_1 rho11 c Gamma t /\
        eq_18_mu_1 rho11 c Gamma t <= 1
        """,
    ),
    CoqStatement(
        "slope_of_randomness",
        "AppendixA",
        ("A1",),
        INTERIOR,
        r"""
        is_derive (fun c => eq_17 rho11 c Gamma t) c (eq_A1_1 rho11 c Gamma t) /\
        eq_A1_1 rho11 c Gamma t = eq_A1_2 rho11 c Gamma t
        """,
    ),
    CoqStatement(
        "artanh_as_integral",
        "AppendixA",
        ("A2",),
        UNIT_INTERVAL,
        r"""
        is_RInt (fun s => artanh_integrand s x) 0 1 (artanh x/x) /\
        eq_A2 x = artanh x/x
        """,
    ),
    CoqStatement(
        "slope_as_integral",
        "AppendixA",
        ("A3",),
        INTERIOR,
        r"""
        ex_RInt (fun s => bracket rho11 c Gamma t s) 0 1 /\
        eq_A3 rho11 c Gamma t = 4*c*Integral (fun s => bracket rho11 c Gamma t s) 0 1/ln 2 /\
        is_derive (fun c => eq_17 rho11 c Gamma t) c (eq_A3 rho11 c Gamma t)
        """,
    ),
    CoqStatement(
        "J_nonnegative",
        "AppendixA",
        ("A4", "text:J-nonnegative"),
        INTERIOR & UNIT_SEGMENT,
        r"""
        0 < 1 - Delta rho11 c^2*s^2 /\
        0 < 1 - (Delta_prime rho11 c Gamma t/F rho11 Gamma t)^2*s^2 /\
        bracket rho11 c Gamma t s = eq_A4 rho11 c Gamma t s
          /((1 - Delta rho11 c^2*s^2)*(1 - (Delta_prime rho11 c Gamma t/F rho11 Gamma t)^2*s^2)) /\
        eq_A4 rho11 c Gamma t s = text_J_nonnegative rho11 c Gamma t s /\
        0 <= eq_A4 rho11 c Gamma t s
        """,
    ),
    CoqStatement(
        "denominators_positive",
        "AppendixA",
        ("text:denominators-positive",),
        ATOM,
        r"""
        1 - Delta rho11 c^2 = text_denominators_positive_Delta rho11 c /\
        F rho11 Gamma t^2 - Delta_prime rho11 c Gamma t^2
          = text_denominators_positive_Delta_prime rho11 c Gamma t /\
        0 <= text_denominators_positive_Delta rho11 c /\
        0 <= text_denominators_positive_Delta_prime rho11 c Gamma t
        """,
    ),
    CoqStatement(
        "E_nonnegative",
        "AppendixA",
        ("A5",),
        ATOM,
        r"""
        E_of_gaps Gamma t (F rho11 Gamma t) (Delta rho11 c) (Delta_prime rho11 c Gamma t)
          = eq_A5 rho11 c Gamma t /\
        F rho11 Gamma t^2*eq_A4 rho11 c Gamma t 1 = eq_A5 rho11 c Gamma t /\
        0 <= eq_A5 rho11 c Gamma t
        """,
    ),
    CoqStatement(
        "E_smallest_for_pure_states",
        "AppendixA",
        (
            "A6",
            "text:c2-coefficient",
            "text:substitution-F",
            "text:substitution-Delta",
            "text:substitution-Delta-prime",
        ),
        COHERENT_DIFFERENCE,
        r"""
        F ((1 + a)/2) Gamma t = text_substitution_F Gamma t a /\
        Delta ((1 + a)/2) c^2 = text_substitution_Delta c a /\
        Delta_prime ((1 + a)/2) c Gamma t^2 = text_substitution_Delta_prime c Gamma t a /\
        text_c2_coefficient ((1 + a)/2) Gamma t <= 0 /\
        eq_A5 ((1 + a)/2) c Gamma t = eq_A6_1
          - text_c2_coefficient ((1 + a)/2) Gamma t*((1 - a^2)/4 - c^2) /\
        eq_A6_1 <= eq_A5 ((1 + a)/2) c Gamma t /\
        eq_A6_2 = eq_A6_1 /\ eq_A6_3 = eq_A6_1
        """,
    ),
    CoqStatement(
        "F_exceeds_survival",
        "AppendixA",
        ("text:F-exceeds-alpha",),
        POPULATION & WINDOW,
        r"""
        F rho11 Gamma t - exp (-Gamma*t) = text_F_exceeds_alpha rho11 Gamma t /\
        exp (-Gamma*t) <= F rho11 Gamma t /\
        (exp (-Gamma*t) < F rho11 Gamma t <-> rho11 < 1 /\ 0 < t)
        """,
    ),
    CoqStatement(
        "slope_positive",
        "Proposition1",
        ("prop1", "A1"),
        OPEN_QUBIT & LATER,
        "0 < eq_A1_1 rho11 c Gamma t",
    ),
    CoqStatement(
        "randomness_increases_with_coherence",
        "Proposition1",
        ("prop1",),
        TWO_COHERENCES,
        "c1 < c2 -> eq_17 rho11 c1 Gamma t < eq_17 rho11 c2 Gamma t",
    ),
    CoqStatement(
        "randomness_temporal_increases",
        "Proposition1",
        ("text:temporal-monotone",),
        TWO_COHERENCES & BINS,
        "c1 < c2 -> eq_25 rho11 c1 Gamma t n < eq_25 rho11 c2 Gamma t n",
    ),
    CoqStatement(
        "bound_single",
        "Bounds",
        ("19",),
        ATOM,
        r"""
        eq_19 rho11 Gamma t <= eq_17 rho11 c Gamma t /\
        (eq_17 rho11 c Gamma t = eq_19 rho11 Gamma t <-> c = 0 \/ t = 0)
        """,
    ),
    CoqStatement(
        "bound_temporal",
        "Bounds",
        ("27", "28"),
        ATOM & BINS,
        r"""
        eq_27 rho11 Gamma t n = eq_28 rho11 Gamma t n /\
        eq_28 rho11 Gamma t n <= eq_25 rho11 c Gamma t n /\
        (eq_25 rho11 c Gamma t n = eq_28 rho11 Gamma t n <-> c = 0 \/ t = 0)
        """,
    ),
    CoqStatement(
        "one_bin",
        "Bounds",
        ("text:n1-is-single-photon",),
        ATOM,
        r"""
        eq_25 rho11 c Gamma t 1 = eq_17 rho11 c Gamma t /\
        eq_28 rho11 Gamma t 1 = eq_19 rho11 Gamma t
        """,
    ),
    CoqStatement(
        "range_of_randomness",
        "Bounds",
        ("25",),
        ATOM & BINS,
        "0 <= eq_25 rho11 c Gamma t n <= log2 (INR n + 1)",
    ),
    CoqStatement(
        "geometric_sum",
        "Bins",
        ("text:geometric-sum",),
        BINS,
        "x <> 1 -> Sum (fun k => (INR k - 1)*x^(k - 1)) 1 n = text_geometric_sum n x",
        over=" (x : R)",
    ),
    CoqStatement(
        "survival_of_all_bins",
        "Bins",
        ("text:bin-probability",),
        WINDOW & BINS,
        "exp (-Gamma*t) = (1 - text_bin_probability Gamma t n)^n",
    ),
    CoqStatement(
        "bits_per_click_fall",
        "Bins",
        ("text:more-bins",),
        BIN_CLICK,
        r"""
        is_derive (fun p => (eta p + eta (1 - p))/p) p (text_more_bins p) /\
        text_more_bins p < 0
        """,
    ),
    CoqStatement(
        "bound_increases_with_bins",
        "Bins",
        ("text:more-bins",),
        EXCITED & LATER & BINS,
        "eq_28 rho11 Gamma t n < eq_28 rho11 Gamma t (n + 1)",
    ),
    CoqStatement(
        "bound_diverges_with_bins",
        "Bins",
        ("text:more-bins",),
        EXCITED & LATER,
        "is_lim_seq (fun n => eq_28 rho11 Gamma t n) p_infty",
    ),
    CoqStatement(
        "lossless_limit",
        "Losses",
        ("device:lossless",),
        ATOM & BINS,
        r"""
        device_lossless_nobody rho11 c Gamma t n = eq_25 rho11 c Gamma t n /\
        device_lossless_eve rho11 c Gamma t n = eq_25 rho11 c Gamma t n /\
        device_lossy_bound rho11 Gamma t n 1 = eq_28 rho11 Gamma t n /\
        device_lossy_eve_bound rho11 Gamma t n 1 = eq_28 rho11 Gamma t n
        """,
    ),
    CoqStatement(
        "lost_photons_tell_eve",
        "Losses",
        ("device:lossy:gain",),
        POPULATION & WINDOW & BINS & EFFICIENCY,
        r"""
        device_lossy_bound rho11 Gamma t n eta_d - device_lossy_eve_bound rho11 Gamma t n eta_d
          = device_lossy_gain rho11 Gamma t eta_d /\
        0 <= device_lossy_gain rho11 Gamma t eta_d
        """,
    ),
    CoqStatement(
        "lossy_eve_grows_with_efficiency",
        "Losses",
        ("device:lossy:eve:bound",),
        EXCITED & LATER & BINS & TWO_EFFICIENCIES,
        r"""
        eta_1 < eta_2 ->
        device_lossy_eve_bound rho11 Gamma t n eta_1 < device_lossy_eve_bound rho11 Gamma t n eta_2
        """,
    ),
    CoqStatement(
        "one_shot_at_most_average",
        "Guessing",
        ("device:order",),
        POPULATION & WINDOW & BINS & EFFICIENCY,
        "0 <= device_order rho11 Gamma t n eta_d",
    ),
    CoqStatement(
        "guess_is_attained",
        "Guessing",
        ("device:guess:measurement",),
        FIRST,
        r"""
        exp (-Gamma*t) <= p ->
        0 <= device_guess_measurement_click_0 rho11 c Gamma t p /\
        0 <= device_guess_measurement_click_1 rho11 c Gamma t p /\
        device_guess_measurement_click_det = 0 /\
        0 <= device_guess_measurement_none_0 rho11 c Gamma t p /\
        0 <= device_guess_measurement_none_1 rho11 c Gamma t p /\
        device_guess_measurement_none_det = 0
        """,
    ),
    CoqStatement(
        "no_guess_is_better",
        "Guessing",
        ("device:guess:dual",),
        FIRST,
        r"""
        exp (-Gamma*t) <= p ->
        0 <= device_guess_dual_none_0 rho11 c Gamma t p /\
        0 <= device_guess_dual_none_1 rho11 c Gamma t p /\
        device_guess_dual_none_det = 0 /\
        0 <= device_guess_dual_first_0 rho11 c Gamma t p /\
        0 <= device_guess_dual_first_1 rho11 c Gamma t p /\
        device_guess_dual_first_det = 0
        """,
    ),
    CoqStatement(
        "one_guess",
        "Guessing",
        ("device:guess",),
        FIRST,
        r"""
        exp (-Gamma*t) <= p ->
        let gap := sqrt (((p - exp (-Gamma*t))*rho11 - (1 - rho11))^2
          + 4*(p - exp (-Gamma*t))*(rho11*(1 - rho11) - c^2)) in
        device_guess_by_measurement rho11 c Gamma t p
          = gap*device_guess_by_formula rho11 c Gamma t p /\
        device_guess_by_dual rho11 c Gamma t p = gap*device_guess_by_formula rho11 c Gamma t p
        """,
    ),
)
