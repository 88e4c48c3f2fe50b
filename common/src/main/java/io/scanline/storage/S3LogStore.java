package io.scanline.storage;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Delta's log on S3, where two drivers cannot lose each other's commits: a commit is a file that only one can create. Delta's
 * own store for S3 looks whether the file is there and then writes it, which two drivers can do at once.
 */
public final class S3LogStore extends HadoopFileSystemLogStore {
    /** Called by Delta. */
    public S3LogStore(Configuration hadoop) {
        super(hadoop);
    }

    /** @throws FileAlreadyExistsException where another has committed under this name; never for a commit of our own whose reply was lost */
    @Override
    public void write(Path file, Iterator<String> actions, Boolean overwrite, Configuration hadoop) throws IOException {
        FileSystem files = file.getFileSystem(hadoop);
        byte[] content = lines(actions);
        if (overwrite) {
            try (FSDataOutputStream out = files.create(file, true)) {
                out.write(content);
            }
        } else if (!FirstCreate.create(files, file, content)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    private static byte[] lines(Iterator<String> actions) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        actions.forEachRemaining(action -> {
            content.writeBytes(action.getBytes(StandardCharsets.UTF_8));
            content.write('\n');
        });
        return content.toByteArray();
    }

    @Override
    public Iterator<FileStatus> listFrom(Path file, Configuration hadoop) throws IOException {
        Path folder = file.getParent();
        RemoteIterator<FileStatus> listed = file.getFileSystem(hadoop).listStatusIterator(folder);
        List<FileStatus> found = new ArrayList<>();
        while (listed.hasNext()) {
            FileStatus status = listed.next();
            if (status.getPath().getName().compareTo(file.getName()) >= 0) {
                found.add(status);
            }
        }
        if (found.isEmpty() && !file.getFileSystem(hadoop).exists(folder)) {
            throw new FileNotFoundException(folder + " does not exist");
        }
        found.sort(Comparator.comparing(status -> status.getPath().getName()));
        return found.iterator();
    }

    /** S3 shows an object when its last byte is there. */
    @Override
    public Boolean isPartialWriteVisible(Path file, Configuration hadoop) {
        return false;
    }
}
