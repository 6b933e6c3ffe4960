/// @file
/// What of the library other programs can name.
#ifndef PEERCERT_VALUE_EXPORT_H
#define PEERCERT_VALUE_EXPORT_H

/// PEERCERT_EXPORT stands before what a program that links peercert can use. The library is compiled with everything
/// else hidden, so that its shared library has these symbols and no others.
#define PEERCERT_EXPORT __attribute__((visibility("default")))

/// PEERCERT_HIDDEN stands before what is inside an exported class and no use to anybody else.
#define PEERCERT_HIDDEN __attribute__((visibility("hidden")))

#endif
