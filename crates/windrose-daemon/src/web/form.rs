//! Forms out of JSON Schemas, and back: what a browser sends becomes the params of a call.
