"""The codes of VERA, the standard of the corporations, for what has one there.

Source: the reference data of VERA, June 2026. Where several codes fit, or none, there is no code: to choose
one would be a guess. VERA parts its rent classes by the high aftoppingsgrens, and has none for middenhuur.
"""

PROJECT_KIND = {"sloop": "SLO"}  # nieuwbouw and renovatie are each several kinds there
RENT_CLASS = {"goedkoop": "GOE", "betaalbaar": "BET", "sociale-hogere-huur": "DUU", "vrije-huur": "BOV"}
BAT_SCORE = {1: "BAT1", 3: "BAT4", 4: "BAT5"}  # VERA counts otherwise, and has none for a walker
ACCESSIBILITY = {0: "ZON", 3: "ROL", 4: "RUI"}
ENERGY = {"gasloos": "GLO", "nom": "NOM"}  # there is none for BENG
