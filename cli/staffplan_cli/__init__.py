"""The command line of staffplan: it parses, calls the library and shows."""
