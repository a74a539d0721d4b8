"""The judge: what a draft lacks, contradicts or words otherwise than the institution wants, each with its reason."""
