"""Playing one demo case from start to end, through the same actions as the pages, on a moving clock."""
