/* sled asks Linux for sync_file_range(2), which brings a file's bytes no farther than to the disk's own cache and says
 * nothing of what was written before. sled counts them as safe nevertheless, and writes over what they replace: a loss
 * of power can then leave neither the old nor the new. Told that there is no such call, sled falls back to fsync. */
#include <errno.h>
#include <stdint.h>

int sync_file_range(int file, int64_t offset, int64_t length, unsigned int flags)
{
    (void)file, (void)offset, (void)length, (void)flags;
    errno = ENOSYS;
    return -1;
}
