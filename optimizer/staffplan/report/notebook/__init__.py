"""Results as a notebook shows them: a few lines of html and a picture as inline svg, in light and dark themes."""
