# enum: enumerations.

import sys

__all__ = [
    "EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto",
    "unique", "property", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT",
    "KEEP", "global_enum", "verify", "UNIQUE", "CONTINUOUS", "NAMED_FLAGS",
]

_property = property


class auto:
    """Instances are replaced with an appropriate value in Enum class suites."""

    def __init__(self, value=None):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"


_UNSET = object()


class nonmember:
    """Protects item from becoming an Enum member during class creation."""

    def __init__(self, value):
        self.value = value


class member:
    """Forces item to become an Enum member during class creation."""

    def __init__(self, value):
        self.value = value


class property(_property):
    """An attribute of members that does not hide a member of the same name."""

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            try:
                return ownerclass._member_map_[self.name]
            except (KeyError, AttributeError):
                raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}") from None
        return self.fget(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


DynamicClassAttribute = property


def _is_descriptor(obj):
    cls = type(obj)
    return hasattr(cls, "__get__") or hasattr(cls, "__set__") or hasattr(cls, "__delete__")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    pattern = f"_{cls_name}__"
    return name.startswith(pattern) and len(name) > len(pattern) and not name.endswith("__")


class EnumDict(dict):
    """Keeps track of the order of members and of names used twice."""

    def __init__(self, cls_name):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._generate_next_value = None

    def __setitem__(self, key, value):
        if _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in (
                "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_",
                "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_",
                "_add_alias_", "_add_value_alias_",
            ):
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = getattr(value, "__func__", value)
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                used = set(value) & set(self._member_names)
                if used:
                    raise ValueError(f"_ignore_ cannot specify already set names: {used!r}")
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not (_is_descriptor(value) or isinstance(value, type)):
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            value = self._resolve(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        if isinstance(value, auto):
            if value.value is None:
                self._auto_called = True
                value.value = self._generate_next_value(
                    key, 1, len(self._member_names), self._last_values[:]
                )
            return value.value
        if type(value) is tuple and any([isinstance(v, auto) for v in value]):
            return tuple([self._resolve(key, v) if isinstance(v, auto) else v for v in value])
        return value


class FlagBoundary:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<FlagBoundary.{self.name}: {self.name.lower()!r}>"


STRICT = FlagBoundary("STRICT")
CONFORM = FlagBoundary("CONFORM")
EJECT = FlagBoundary("EJECT")
KEEP = FlagBoundary("KEEP")
FlagBoundary.STRICT, FlagBoundary.CONFORM = STRICT, CONFORM
FlagBoundary.EJECT, FlagBoundary.KEEP = EJECT, KEEP

# Set once Enum and Flag exist.
Enum = Flag = ReprEnum = None


def _data_type(bases):
    # The type that member values are made with, and the base with members' behaviour.
    found = None
    for base in bases:
        for c in base.__mro__:
            if c is object or isinstance(c, EnumType):
                if isinstance(c, EnumType) and c._member_type_ is not object:
                    found = found or c._member_type_
                continue
            if "__new__" in c.__dict__ or "__dataclass_fields__" in c.__dict__:
                found = found or (base if not isinstance(base, EnumType) else c)
                break
    return found or object


def _find_new(body, member_type, first_enum):
    # How members are made: the class's own __new__, the data type's, or an ancestor enum's.
    new = body.get("__new__")
    if new is not None:
        return new, False
    if first_enum is not None:
        new = getattr(first_enum, "__new_member__", None)
        if new is not None and new is not object.__new__ and first_enum._member_type_ is member_type:
            return new, True
    new = getattr(member_type, "__new__")
    return new, member_type is not object


_FLAG_OPERATORS = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__")


class EnumType(type):
    """Metaclass for Enum"""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        body = EnumDict(cls)
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError(f"<enum {cls!r}> cannot extend {base!r}")
        for base in reversed(bases):
            if isinstance(base, EnumType):
                body._generate_next_value = base._generate_next_value_
        return body

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if Enum is None:
            new = super().__new__(metacls, cls, bases, dict(classdict), **kwds)
            new._member_names_, new._member_map_, new._value2member_map_ = [], {}, {}
            new._member_type_ = object
            new.__new_member__ = object.__new__
            new._boundary_ = None
            return new
        first_enum = next((b for b in reversed(bases) if isinstance(b, EnumType)), None)
        member_type = _data_type(bases)
        names = list(classdict._member_names)
        values = {name: classdict[name] for name in names}
        body = {k: v for k, v in classdict.items() if k not in values}
        for name in classdict._ignore:
            body.pop(name, None)
        body.pop("_ignore_", None)
        order = body.pop("_order_", None)
        invalid = {"mro", ""} & set(names)
        if invalid:
            raise ValueError(f"invalid enum member name(s) {','.join([repr(n) for n in invalid])}")
        new_member, use_args = _find_new(body, member_type, first_enum)
        if isinstance(new_member, staticmethod):
            new_member = new_member.__func__
        custom_new = body.pop("__new__", None)
        body["_member_names_"] = []
        body["_member_map_"] = {}
        body["_value2member_map_"] = {}
        body["_unhashable_values_"] = []
        body["_member_type_"] = member_type
        body["__new_member__"] = staticmethod(new_member)
        body["_boundary_"] = boundary or getattr(first_enum, "_boundary_", None)
        if classdict._generate_next_value is not None:
            body["_generate_next_value_"] = staticmethod(classdict._generate_next_value)
        new_class = super().__new__(metacls, cls, bases, body, **kwds)
        new_class._use_args_ = use_args
        # Values of a data type print as the data type does, unless the class says otherwise.
        fixed = set(body)
        if ReprEnum is not None and ReprEnum in bases and member_type is not object:
            if "__format__" not in body:
                new_class.__format__ = member_type.__format__
            if "__str__" not in body:
                text = member_type.__str__
                new_class.__str__ = member_type.__repr__ if text is object.__str__ else text
            fixed |= {"__format__", "__str__"}
        for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
            if name not in fixed and first_enum is not None:
                found = getattr(new_class, name, None)
                if found in (getattr(member_type, name, None), getattr(object, name, None)):
                    setattr(new_class, name, getattr(first_enum, name))
        is_flag = Flag is not None and issubclass(new_class, Flag)
        if is_flag:
            for name in _FLAG_OPERATORS:
                if name not in body:
                    setattr(new_class, name, getattr(Flag, name))
        for name in names:
            metacls._add_member(new_class, name, values[name], new_member, use_args, is_flag)
        new_class.__new__ = Enum.__new__
        if custom_new is not None:
            new_class._custom_new_ = True
        if is_flag:
            canonical = 0
            every = 0
            for m in new_class._member_map_.values():
                value = m._value_
                every |= value
                if value > 0 and value & (value - 1) == 0:
                    canonical |= value
            new_class._flag_mask_ = canonical
            new_class._singles_mask_ = canonical
            new_class._all_bits_ = (1 << every.bit_length()) - 1
            new_class._flag_mask_ = every
        if order is not None:
            wanted = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            got = list(new_class._member_names_)
            if wanted != [n for n in wanted if n in new_class._member_map_] or [
                n for n in wanted if n in got
            ] != got:
                raise TypeError(
                    f"member order does not match _order_:\n  {wanted}\n  {got}"
                )
        return new_class

    def __init__(cls, name, bases, classdict, *, boundary=None, _simple=False, **kwds):
        super().__init__(name, bases, classdict)

    def _add_member(cls, name, value, new_member, use_args, is_flag):
        args = value if isinstance(value, tuple) else (value,)
        if cls._member_type_ is tuple:
            args = (args,)
        if not use_args and "__new__" not in cls.__dict__ and new_member is object.__new__:
            m = object.__new__(cls)
        else:
            m = new_member(cls, *args)
        if not hasattr(m, "_value_"):
            if cls._member_type_ is object:
                m._value_ = value
            else:
                try:
                    m._value_ = cls._member_type_(*args)
                except Exception as exc:
                    raise TypeError(
                        "_value_ not set in __new__, unable to create it"
                    ) from exc
        value = m._value_
        m._name_ = name
        m.__objclass__ = cls
        m._sort_order_ = len(cls._member_names_)
        if "__init__" in cls.__dict__ or cls.__init__ is not object.__init__:
            init = cls.__init__
            if init is not Enum.__init__:
                init(m, *args)
        existing = None
        try:
            existing = cls._value2member_map_.get(value)
        except TypeError:
            for other in cls._member_map_.values():
                if other._value_ == value:
                    existing = other
                    break
        if existing is not None:
            m = existing
        elif not (is_flag and isinstance(value, int) and (value == 0 or value & (value - 1))):
            cls._member_names_.append(name)
        cls._member_map_[name] = m
        try:
            cls._value2member_map_.setdefault(value, m)
        except TypeError:
            cls._unhashable_values_.append(value)
        type.__setattr__(cls, name, m)

    def __call__(cls, value=_UNSET, names=_UNSET, *args, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        if cls._member_map_ or names is _UNSET:
            if value is _UNSET:
                raise TypeError(f"{cls.__name__}.__new__() missing 1 required positional argument: 'value'")
            if names is not _UNSET:
                value = (value, names, *args)
            return cls.__new__(cls, value)
        return cls._create(value, names, module, qualname, type, start, boundary)

    def _create(cls, class_name, names, module, qualname, data_type, start, boundary):
        metacls = cls.__class__
        bases = (cls,) if data_type is None else (data_type, cls)
        body = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            pairs = []
            values = []
            for i, name in enumerate(names):
                value = cls._generate_next_value_(name, start, i, values[:])
                values.append(value)
                pairs.append((name, value))
            names = pairs
        elif isinstance(names, dict):
            names = list(names.items())
        for name, value in names:
            body[name] = value
        if module is None:
            from collections import _caller_name

            module = _caller_name()
        new = metacls.__new__(metacls, class_name, bases, body, boundary=boundary)
        new.__module__ = module
        if qualname is not None:
            new.__qualname__ = qualname
        return new

    def __bool__(cls):
        return True

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return value in cls._unhashable_values_

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __dir__(cls):
        return sorted(
            {"__class__", "__contains__", "__doc__", "__getitem__", "__init_subclass__",
             "__iter__", "__len__", "__members__", "__module__", "__name__", "__qualname__"}
            | set(cls._member_names_)
        )

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        return type(type.__dict__)(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])


EnumMeta = EnumType


def _next_value(name, start, count, last_values):
    if not last_values:
        return start
    try:
        return max(last_values) + 1
    except TypeError:
        raise TypeError("unable to sort non-numeric values") from None


class Enum(metaclass=EnumType):
    """Create a collection of name/value pairs."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for m in cls._member_map_.values():
                if m._value_ == value:
                    return m
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members defined")
        exc = None
        try:
            result = cls._missing_(value)
        except Exception as e:
            exc = e
            result = None
        if isinstance(result, cls):
            return result
        if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        error = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if result is None and exc is None:
            raise error
        if exc is None:
            exc = TypeError(
                f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member"
            )
        if not isinstance(exc, ValueError):
            exc.__context__ = error
        raise exc

    def __init__(self, *args, **kwds):
        pass

    _generate_next_value_ = staticmethod(_next_value)

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __dir__(self):
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"})

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


Enum.__new_member__ = object.__new__


class ReprEnum(Enum):
    """Only changes the repr(), leaving str() and format() to the mixed-in type."""


class IntEnum(int, ReprEnum):
    """Enum where members are also (and must be) ints"""


class StrEnum(str, ReprEnum):
    """Enum where members are also (and must be) strings"""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        value = str(*values)
        m = str.__new__(cls, value)
        m._value_ = value
        return m

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def _flag_next_value(name, start, count, last_values):
    if not last_values:
        return start if start is not None else 1
    high = max(last_values)
    return 2 ** high.bit_length()


class Flag(Enum, boundary=STRICT):
    """Support for flags"""

    _numeric_repr_ = repr
    _generate_next_value_ = staticmethod(_flag_next_value)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask = cls._flag_mask_
        bits = cls._all_bits_
        if not ~bits <= value <= bits or value & (bits ^ mask):
            boundary = cls._boundary_
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    f"{cls!r} invalid value {value!r}\n"
                    f"    given {bin_text(value, width)}\n"
                    f"  allowed {bin_text(mask, width)}"
                )
            if boundary is CONFORM:
                value &= mask
            elif boundary is EJECT:
                return value
            elif boundary is KEEP and value < 0:
                value = max(bits + 1, 2 ** value.bit_length()) + value
        if value < 0:
            value = (bits + 1 + value) & mask
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        if cls._member_type_ is object:
            m = object.__new__(cls)
        else:
            m = cls._member_type_.__new__(cls, value)
        m._value_ = value
        members = [f for f in cls if value & f._value_]
        unknown = value & ~mask
        names = "|".join([f._name_ for f in members])
        if members and unknown:
            names += f"|{cls._numeric_repr_(unknown)}"
        m._name_ = names if members else None
        cls._value2member_map_[value] = m
        return m

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                f"{self.__class__.__qualname__!r}"
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([f for f in self.__class__ if f._value_ & self._value_])

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls = self.__class__.__name__
        if self._name_ is None:
            return f"<{cls}: {self._value_!r}>"
        return f"<{cls}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        cls = self.__class__.__name__
        if self._name_ is None:
            return f"{cls}({self._value_!r})"
        return f"{cls}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _operand(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return NotImplemented

    def __or__(self, other):
        value = self._operand(other)
        return value if value is NotImplemented else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._operand(other)
        return value if value is NotImplemented else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._operand(other)
        return value if value is NotImplemented else self.__class__(self._value_ ^ value)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        if self.__class__._boundary_ in (EJECT, KEEP):
            return self.__class__(~self._value_)
        return self.__class__(self.__class__._singles_mask_ & ~self._value_)

    def __hash__(self):
        return hash(self._value_)


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Support for integer-based Flags"""


def bin_text(value, width):
    if value >= 0:
        return f"0b0 {value:0{width}b}"
    return f"0b1 {(1 << width) + value:0{width}b}"


def unique(enumeration):
    """Class decorator for enumerations ensuring unique member values."""
    duplicates = [
        (name, m._name_) for name, m in enumeration._member_map_.items() if name != m._name_
    ]
    if duplicates:
        details = ", ".join([f"{alias} -> {name}" for alias, name in duplicates])
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


UNIQUE = "one name per value"
CONTINUOUS = "no skipped integer values"
NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"


class verify:
    """Check an enumeration for various constraints."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                names = [
                    f"{alias} -> {m._name_}"
                    for alias, m in enumeration._member_map_.items()
                    if alias != m._name_
                ]
                if names:
                    raise ValueError(f"aliases found in {enumeration!r}: {', '.join(names)}")
            elif check is CONTINUOUS:
                values = {m._value_ for m in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if Flag is not None and issubclass(enumeration, Flag):
                    wanted = {2**i for i in range(low.bit_length() - 1, high.bit_length())}
                else:
                    wanted = set(range(low, high + 1))
                missing = sorted(wanted - values)
                if missing:
                    raise ValueError(
                        f"invalid {check} {enumeration.__name__!r}: missing values "
                        f"{', '.join([str(v) for v in missing])}"
                    )
        return enumeration


def global_enum(cls, update_str=False):
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
