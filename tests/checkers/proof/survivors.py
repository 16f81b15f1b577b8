"""Mutants of the kernel that no attack tells from it, each with the reason why it is harmless."""

NAMES = "bound symbols have other names, still another one for every binder inside of another"
REJECTED = "what follows fails on such data, and the step is rejected all the same"

SURVIVORS = {
    "forms._bound: body.level + 1 -> body.level - 1": NAMES,
    "forms._bound: 1 -> 2": NAMES,
    "forms.known:  for part in thing[1:] if not isinstance(part, str) ->  for part in thing[1:]": "a name is taken for a part, and found to be known",
    "forms.image: values.keys() & a[2].names -> values.keys()": "stricter: values of symbols that are not under the expectation must be known too",
    "forms.vanishes: 0 -> 1": "the highest power of an atom that occurs is at least 1",
    "logic.axiom: require(name in facts.axioms, f'there is no axiom {name!r}') -> nothing": REJECTED,
    "logic.axiom: require(len(conditions) == len(axiom['conditions']), f\"{name} has {len(axiom['conditions'])} conditions\") -> nothing": REJECTED,
    "analysis.member: require(whole.atoms[0][0] in EXTREME, 'this is neither the least nor the greatest of members') -> nothing": REJECTED,
    "analysis.monotone: require(of in MONOTONE, f'{of!r} is not monotone') -> nothing": REJECTED,
    "analysis.dot: require(found.relation == 'vector', f'fact {fact} is about no vector') -> nothing": REJECTED,
    "analysis.component: require(found.relation == 'vector', f'fact {fact} is about no vector') -> nothing": REJECTED,
    "analysis.rewrite: require(type(whole) is type(equal.term), 'the equation is not about what is replaced') -> nothing": REJECTED,
}
