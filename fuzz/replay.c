/* replay.c - runs the files of a folder through one fuzz target, without a fuzzer.
 *
 *   replay-NAME FOLDER|FILE...
 *
 * Every file as it is, cut short and with single bits changed: at every byte and bit when the
 * file is small, else at as many places, evenly spread, as $ASSAY_REPLAY_RUNS says.
 * What makes the target fail is written to crash-NAME in the working folder.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BYTES_MAX ((size_t)64 << 20)
#define NAMES_MAX 10000
#define RUNS 1500

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

/* What is running, for the one who must say where it died. */
static const uint8_t *running;
static size_t running_size;
static const char *running_file = "";

static void
say(const char *text)
{
	if (write(STDERR_FILENO, text, strlen(text)) < 0)
		_exit(1);
}

static void
keep_crash(void)
{
	const char *slash = strrchr(running_file, '/');
	char name[300] = "crash-";
	strncat(name, slash != NULL ? slash + 1 : running_file, 255); /* check-source: bounded */
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd >= 0 && running != NULL && write(fd, running, running_size) >= 0)
		(void)close(fd);
	say("[  FAILED  ] ");
	say(slash != NULL ? slash + 1 : running_file);
	say("\nthe input stands in ");
	say(name);
	say("\n");
}

static void
on_signal(int signal_number)
{
	keep_crash();
	(void)signal(signal_number, SIG_DFL);
	(void)raise(signal_number);
}

/* In memory of exactly its size, so that ASan sees one byte too many. */
static void
run(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size > 0 ? size : 1);
	if (copy == NULL)
		abort();
	if (size > 0)
		memcpy(copy, data, size);
	running = copy;
	running_size = size;
	(void)LLVMFuzzerTestOneInput(copy, size);
	running = NULL;
	free(copy);
}

static size_t
runs_max(void)
{
	const char *text = getenv("ASSAY_REPLAY_RUNS");
	size_t n = text != NULL ? strtoull(text, NULL, 10) : RUNS;
	return n > 0 ? n : 1;
}

static void
run_variants(uint8_t *data, size_t size)
{
	size_t runs = runs_max(), bits = size * 8;
	run(data, size);
	for (size_t n = 0; n < size; n += 1 + size / runs)
		run(data, n);
	/* An odd step, so that all eight bits of a byte have their turn. */
	for (size_t bit = 0; bit < bits; bit += bits <= runs ? 1 : (1 + bits / runs) | 1) {
		data[bit / 8] ^= (uint8_t)(1u << bit % 8);
		run(data, size);
		data[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
}

static void
run_file(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY);
	if (fd < 0 || fstat(fd, &st) != 0 || (size_t)st.st_size > FILE_BYTES_MAX) {
		(void)fprintf(stderr, "%s: cannot be read\n", path);
		exit(1);
	}
	size_t size = (size_t)st.st_size, got = 0;
	uint8_t *data = malloc(size + 1);
	if (data == NULL)
		abort();
	for (ssize_t n = 1; got < size && n > 0; got += n > 0 ? (size_t)n : 0)
		n = read(fd, data + got, size - got);
	(void)close(fd);
	running_file = path;
	run_variants(data, got);
	free(data);
	const char *slash = strrchr(path, '/');
	(void)printf("[       OK ] %s\n", slash != NULL ? slash + 1 : path);
}

static int
no_dots(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static int
run_folder(const char *folder)
{
	struct dirent **names = NULL;
	int count = scandir(folder, &names, no_dots, alphasort);
	char path[4096];
	if (count <= 0 || count > NAMES_MAX) {
		(void)fprintf(stderr, "%s: no corpus\n", folder);
		return 1;
	}
	for (int i = 0; i < count; i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", folder, names[i]->d_name);
		run_file(path);
		free(names[i]);
	}
	free(names);
	return 0;
}

int
main(int argc, char **argv)
{
	int status = argc > 1 ? 0 : 2;
	if (__sanitizer_set_death_callback != NULL)
		__sanitizer_set_death_callback(keep_crash);
	else
		(void)signal(SIGSEGV, on_signal);
	(void)signal(SIGABRT, on_signal);
	run(NULL, 0);
	for (int i = 1; i < argc; i++) {
		struct stat st;
		if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
			status |= run_folder(argv[i]);
		else
			run_file(argv[i]);
	}
	return status;
}
