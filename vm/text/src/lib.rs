//! Numbers and text.
