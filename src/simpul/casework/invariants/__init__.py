"""What must hold at every moment, one module each; ``simpul invariants`` and every fault test ask all of them."""
