//! A Rust program that lets users script it: `cargo run --example embed`.

use adder::{Error, Object, Python};

/// What a user of this program might write.
const SCRIPT: &str = r#"
def discount(customer, total):
    years = loyalty(customer)
    if total < 0:
        raise ValueError(f"negative total for {customer}: {total}")
    return round(total * (1 - min(years, 10) / 100), 2)

rates = {name: discount(name, 200.0) for name in customers}
"#;

fn main() -> Result<(), Error> {
    let mut py = Python::new()?;
    py.register_fn("loyalty", |args| match args {
        [name] => Ok(Object::from(name.as_str()?.len() as i64)),
        _ => Err(Error::new("TypeError", "loyalty() takes one argument")),
    });
    py.set_global("customers", vec!["Ada", "Grace"])?;
    py.run_named(SCRIPT, "rules.py")?;
    println!("rates: {:?}", py.get_global("rates")?);

    let price: f64 = py
        .call("discount", &["Ada".into(), 50.0.into()])?
        .try_into()?;
    println!("price: {price}");

    if let Err(e) = py.call("discount", &["Eve".into(), Object::from(-1.0)]) {
        println!("refused: {e}\n{}", e.traceback);
    }
    Ok(())
}
