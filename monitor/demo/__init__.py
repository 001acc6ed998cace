"""An invented week of news, and the papers that print it: what ``monitor demo`` runs the pipeline over."""
