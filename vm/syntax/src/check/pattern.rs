//! `match` statements: names bound by patterns, unreachable cases, repeated keys.

use std::collections::HashSet;

use rustpython_parser::ast::{self, Expr, Pattern, Ranged};
use rustpython_parser::text_size::TextRange;

use super::{Check, Pass};

/// Names bound by a pattern so far.
type Names<'a> = Vec<&'a str>;

impl<'a> Check<'a> {
    pub(super) fn match_stmt(&mut self, node: &'a ast::StmtMatch) {
        self.argument(&node.subject);
        let last = node.cases.len().saturating_sub(1);
        for (index, case) in node.cases.iter().enumerate() {
            let mut names = Vec::new();
            let may_be_irrefutable = index == last || case.guard.is_some();
            self.pattern(&case.pattern, &mut names, may_be_irrefutable);
            self.option(case.guard.as_deref());
            self.block(&case.body);
        }
    }

    fn pattern_error(&mut self, range: TextRange, msg: impl FnOnce() -> String) {
        self.report(Pass::Code, range, msg);
    }

    fn literals_only(&mut self, range: TextRange) {
        self.pattern_error(range, || {
            "patterns may only match literals and attribute lookups".into()
        });
    }

    /// A capture of `name`.
    fn capture(
        &mut self,
        name: Option<&'a ast::Identifier>,
        range: TextRange,
        names: &mut Names<'a>,
    ) {
        let Some(name) = name else { return };
        let name = name.as_str();
        self.bind(name, range);
        if names.contains(&name) {
            self.pattern_error(range, || {
                format!("multiple assignments to name '{name}' in pattern")
            });
        }
        names.push(name);
    }

    fn pattern(&mut self, pattern: &'a Pattern, names: &mut Names<'a>, may_be_irrefutable: bool) {
        match pattern {
            Pattern::MatchValue(node) => {
                if node.value.is_joined_str_expr() {
                    self.literals_only(node.range);
                }
                self.expr(&node.value);
            }
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchStar(node) => self.capture(node.name.as_ref(), node.range, names),
            Pattern::MatchSequence(node) => {
                let mut stars = 0;
                for (index, item) in node.patterns.iter().enumerate() {
                    if item.is_match_star() {
                        stars += 1;
                        if stars > 1 {
                            self.pattern_error(node.range, || {
                                "multiple starred names in sequence pattern".into()
                            });
                        } else if index >= 1 << 8 {
                            self.pattern_error(node.range, || {
                                "too many expressions in star-unpacking sequence pattern".into()
                            });
                        }
                    }
                }
                for item in &node.patterns {
                    self.pattern(item, names, true);
                }
            }
            Pattern::MatchMapping(node) => self.mapping(node, names),
            Pattern::MatchClass(node) => {
                let mut seen = HashSet::new();
                for (name, value) in node.kwd_attrs.iter().zip(&node.kwd_patterns) {
                    if !seen.insert(name.as_str()) {
                        self.pattern_error(value.range(), || {
                            format!(
                                "attribute name repeated in class pattern: {}",
                                name.as_str()
                            )
                        });
                    }
                }
                self.expr(&node.cls);
                for item in node.patterns.iter().chain(&node.kwd_patterns) {
                    self.pattern(item, names, true);
                }
            }
            Pattern::MatchAs(node) => {
                match &node.pattern {
                    Some(inner) => self.pattern(inner, names, may_be_irrefutable),
                    None if !may_be_irrefutable => {
                        self.pattern_error(node.range, || match &node.name {
                            Some(name) => format!(
                                "name capture '{}' makes remaining patterns unreachable",
                                name.as_str()
                            ),
                            None => "wildcard makes remaining patterns unreachable".into(),
                        })
                    }
                    None => {}
                }
                self.capture(node.name.as_ref(), node.range, names);
            }
            Pattern::MatchOr(node) => self.alternatives(node, names, may_be_irrefutable),
        }
    }

    fn alternatives(
        &mut self,
        node: &'a ast::PatternMatchOr,
        names: &mut Names<'a>,
        may_be_irrefutable: bool,
    ) {
        let before = names.len();
        let mut first: Option<Vec<&str>> = None;
        let last = node.patterns.len().saturating_sub(1);
        for (index, item) in node.patterns.iter().enumerate() {
            names.truncate(before);
            self.pattern(item, names, index == last && may_be_irrefutable);
            let mut bound = names[before..].to_vec();
            bound.sort_unstable();
            match &first {
                None => first = Some(bound),
                Some(expected) if *expected != bound => {
                    self.pattern_error(node.range, || {
                        "alternative patterns bind different names".into()
                    });
                }
                Some(_) => {}
            }
        }
    }

    fn mapping(&mut self, node: &'a ast::PatternMatchMapping, names: &mut Names<'a>) {
        let mut seen: Vec<String> = Vec::new();
        for key in &node.keys {
            if key.is_joined_str_expr() {
                self.literals_only(key.range());
            }
            self.expr(key);
            if let Some(text) = key_text(key) {
                if seen.contains(&text) {
                    self.pattern_error(node.range, || {
                        format!("mapping pattern checks duplicate key ({text})")
                    });
                }
                seen.push(text);
            }
        }
        for item in &node.patterns {
            self.pattern(item, names, true);
        }
        self.capture(node.rest.as_ref(), node.range, names);
    }
}

/// A literal key as `repr` shows it; `None` where only running the program tells.
fn key_text(key: &Expr) -> Option<String> {
    let Expr::Constant(constant) = key else {
        return None;
    };
    Some(match &constant.value {
        ast::Constant::Str(text) => format!("'{text}'"),
        ast::Constant::Int(value) => value.to_string(),
        ast::Constant::Bool(true) => "True".into(),
        ast::Constant::Bool(false) => "False".into(),
        ast::Constant::None => "None".into(),
        ast::Constant::Bytes(bytes) => format!("b'{}'", bytes.escape_ascii()),
        _ => return None,
    })
}
