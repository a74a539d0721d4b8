"""`/meja/naskah/`: the templates of agreements: versions, example, comparison, concept, publishing by two."""
