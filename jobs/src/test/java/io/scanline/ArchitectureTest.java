package io.scanline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The layout says what the suite does: dependencies point one way, and a job knows another job's table only. */
class ArchitectureTest {
    private static final Path PROJECT = Path.of(System.getProperty("scanline.project"));
    private static final Set<String> COMMON = Set.of("table", "config", "storage", "spark", "calendar", "stats");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.scanline");
        assertThat(packages()).as("both modules are on the class path").contains("stats", "cli", "reorder");
    }

    @Test
    void commonKnowsNoJob() {
        String[] jobs = jobs().map(name -> "io.scanline." + name + "..").toArray(String[]::new);

        noClasses()
                .that()
                .resideInAnyPackage(COMMON.stream()
                        .map(name -> "io.scanline." + name + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(jobs)
                .check(classes);
    }

    @Test
    void everyPackageIsCommonOrOneModulesJob() throws IOException {
        assertThat(folders("common/src/main/java/io/scanline")).isSubsetOf(COMMON);
        assertThat(folders("jobs/src/main/java/io/scanline")).doesNotContainAnyElementsOf(COMMON);
    }

    @Test
    void jobsDoNotKnowEachOther() {
        slices().matching("io.scanline.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAPackage("io.scanline.cli.."), resideInAPackage("io.scanline.."))
                .ignoreDependency(resideInAPackage("io.scanline.."), residesInCommon())
                .check(classes);
    }

    @Test
    void mathsKnowsNoSpark() {
        noClasses()
                .that()
                .resideInAPackage("io.scanline.stats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "io.delta..", "org.apache.hadoop..", "scala..")
                .check(classes);
    }

    @Test
    void homesAreNamedAfterTheirIdea() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|Constants|Manager)")
                .check(classes);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that(not(resideInAPackage("io.scanline.cli..")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }

    /** Jobs run side by side, and what Spark's one list of them knows is given up where another gives up what it is made of. */
    @Test
    void rowsAreKeptApartFromThoseOfOthers() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo(Dataset.class)))
                        .and(target(name("persist")).or(target(name("cache")))))
                .check(classes);
    }

    @Test
    void onlyStorageKnowsTheSettingsOfS3() throws IOException {
        assertThat(sourcesContaining("fs.s3a"))
                .allMatch(source -> source.startsWith("common/src/main/java/io/scanline/storage/"));
    }

    @Test
    void everyPackageSaysWhatItReadsAndWrites() throws IOException {
        for (String module : List.of("common", "jobs")) {
            Path root = PROJECT.resolve(module + "/src/main/java/io/scanline");
            for (String folder : folders(module + "/src/main/java/io/scanline")) {
                assertThat(root.resolve(folder).resolve("package-info.java")).exists();
            }
        }
    }

    private static DescribedPredicate<JavaClass> residesInCommon() {
        return JavaClass.Predicates.resideInAnyPackage(
                COMMON.stream().map(name -> "io.scanline." + name + "..").toArray(String[]::new));
    }

    private static Stream<String> jobs() {
        return packages().stream().filter(name -> !COMMON.contains(name));
    }

    private static Set<String> packages() {
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("io.scanline."))
                .map(name -> name.substring("io.scanline.".length()).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Folders of a source root that hold a class; the empty ones are left over from building. */
    private static Set<String> folders(String root) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve(root))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file ->
                            PROJECT.resolve(root).relativize(file).getName(0).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> sourcesContaining(String text) throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : List.of("common", "jobs")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    if (Files.readString(file).contains(text)) {
                        found.add(PROJECT.relativize(file).toString());
                    }
                }
            }
        }
        return found;
    }
}
