"""The bundled server: the API itself, over real HTTP on loopback, deterministic."""
