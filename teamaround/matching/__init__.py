"""Is this the same child? Normalise, block, compare, weigh, decide, explain. Pure: values in, values out."""
