"""All attacks on whoever reads proofs, each with the near miss that is legal."""

from tests.checkers.proof import (
    attacks_on_chance,
    attacks_on_combinations,
    attacks_on_components,
    attacks_on_data,
    attacks_on_forms,
    attacks_on_members,
    attacks_on_neurons,
    attacks_on_premises,
    attacks_on_rules,
    attacks_on_symbols,
)

THEMES = (
    *(attacks_on_premises, attacks_on_combinations, attacks_on_rules, attacks_on_symbols),
    *(attacks_on_members, attacks_on_forms, attacks_on_chance, attacks_on_data, attacks_on_neurons, attacks_on_components),
)
ATTACKS = [attack for theme in THEMES for attack in theme.attacks()]
