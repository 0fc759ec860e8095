__all__ = ["pub", "_priv"]
pub, _priv, also, hidden = 1, 2, 3, 4
