"""Pictures of figures, painted in the colours of the theme, with words beside every colour."""
