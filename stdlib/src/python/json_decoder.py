# json.decoder: the decoding half of json under its own name.
from json import JSONDecodeError, JSONDecoder
