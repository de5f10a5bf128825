/** Reading and writing what providers call JSON, which models write and which therefore is not always JSON. */
@NullMarked
package ai.massgen.toolkit.json;

import org.jspecify.annotations.NullMarked;
