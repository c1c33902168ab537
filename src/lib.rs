//! macrodat
