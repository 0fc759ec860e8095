//! Library modules.
