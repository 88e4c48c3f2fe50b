package io.scanline.spark;

import java.util.Optional;

/** The version of Scanline that runs, from its jar's manifest. */
public final class CodeVersion {
    private CodeVersion() {}

    public static String current() {
        return Optional.ofNullable(CodeVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
