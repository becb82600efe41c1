"""What each writing command means to change: the facts and the notes in, an `Operation` out. Pure."""
