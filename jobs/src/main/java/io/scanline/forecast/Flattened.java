package io.scanline.forecast;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** What a function makes of one element after the other. A stream's flatMap holds all that one element gives; this holds none of it. */
final class Flattened<A, B> implements Iterator<B> {
    private final Iterator<A> elements;
    private final Function<A, Iterator<B>> function;
    private Iterator<B> made = Collections.emptyIterator();

    Flattened(Iterator<A> elements, Function<A, Iterator<B>> function) {
        this.elements = elements;
        this.function = function;
    }

    @Override
    public boolean hasNext() {
        while (!made.hasNext() && elements.hasNext()) {
            made = function.apply(elements.next());
        }
        return made.hasNext();
    }

    @Override
    public B next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return made.next();
    }
}
