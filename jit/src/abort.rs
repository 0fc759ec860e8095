//! Why recording or compiling gave up: one table of names, counted in the statistics.

macro_rules! aborts {
    ($($id:ident $name:literal $text:literal;)*) => {
        /// A reason.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub enum Abort { $(#[doc = $text] $id),* }

        impl Abort {
            pub const ALL: &'static [Abort] = &[$(Abort::$id),*];

            /// Name in statistics and dumps.
            pub fn name(self) -> &'static str {
                match self { $(Abort::$id => $name),* }
            }

            /// A sentence for people: why the loop is not fast.
            pub fn text(self) -> &'static str {
                match self { $(Abort::$id => $text),* }
            }
        }
    };
}

aborts! {
    TooLong "too_long" "the loop body is longer than a trace may be";
    TooDeep "too_deep" "calls nest deeper than a trace inlines";
    NotInlined "not_inlined" "an inlined function proved too big or recursive: the next recording calls it";
    Superseded "superseded" "something called by the recorded code got hot itself and was recorded first";
    DeadRegister "dead_register" "a register was read that the analysis held dead";
    UnexpectedFrame "unexpected_frame" "the interpreter entered a frame the recorder had not foreseen";
    ModelMismatch "model_mismatch" "the recorder's model disagreed with the interpreter";
    Raises "raises" "an exception is raised on the recorded path";
    Generator "generator" "a generator is resumed or suspends on the recorded path";
    LeavesFrame "leaves_frame" "the function returns out of the frame the loop is in";
    InnerLoop "inner_loop" "an inner loop runs too long to be unrolled (it has a trace of its own)";
    Unstable "unstable" "types at the end of the loop body differ from those at its start";
    NativeCall "native_call" "a native function ran Python code in the middle of the recording";
    Handler "handler" "exception handling on the recorded path";
    Changed "changed" "the recorded path itself changes what the trace would assume to stay as it is";
    Import "import" "an import on the recorded path";
    Unsupported "unsupported" "an operation on values the recorder cannot describe yet";
    Registers "registers" "too many values are live at once";
    CodeMemory "code_memory" "the memory for compiled code is used up";
    Slower "slower" "the trace was measured slower than the interpreter and thrown away";
    Budget "budget" "compiling has had its share of the running time so far";
    Compiler "compiler" "the compiler refused the trace";
}
