// Nothing of its own: what all tests include is precompiled next to it.
