"""Which dossiers can be funded together: the walk down the order and the proved optimum."""
