/* The pass of src/crdecide/explanation/reduction.py in C; read that first. The nodes of decision diagrams are numbered
   level by level, then it is found which roots ask for which part. All memory belongs to one call. */
#define Py_LIMITED_API 0x030b0000
#include <Python.h>
#include <stdint.h>
#include <string.h>

#define INTERFACE 1    /* the core takes this module where it asks for the same number */
#define MOST (1 << 24) /* places, nodes, parts: far more than rules have, and no size below overflows */
enum { NO_PART = -1, FREE = -1 };

typedef struct { /* the nodes that ask for one part, as they are read for one child */
    int32_t part, width, states; /* a row has `width` places; the first are what a node goes on as in each state */
    const int32_t *rows;
    Py_ssize_t nodes;
} Level;

typedef struct { /* what a number stands for: the row of the first node that has it; a leaf has none */
    const int32_t *row;
    int32_t states, asks;
} Function;

typedef struct {
    int32_t *numbers;          /* of each node */
    Function *functions;       /* by number */
    int32_t *slots;            /* the numbers of one level, each where the hash of its row says, or soon after */
    uint64_t *reached, *asked; /* of each number and of each part: bit n says whether the n-th root does so */
    Py_ssize_t nodes, found, mask;
} Pass;

static void *refuse(const char *why) { return PyErr_SetString(PyExc_ValueError, why), NULL; }

/* The integers that array("i") made these bytes of; NULL with an error where they are none. */
static const int32_t *integers(PyObject *bytes, Py_ssize_t *count) {
    char *data;
    if (PyBytes_AsStringAndSize(bytes, &data, count) < 0) return NULL;
    if (*count % 4 || *count / 4 > MOST) return refuse("expected integers of 32 bits, and not too many");
    *count /= 4;
    return (const int32_t *)data;
}

static int read_level(PyObject *bytes, Level *level, Py_ssize_t parts) {
    const int32_t *given = integers(bytes, &level->nodes);
    if (!given) return 0;
    if (level->nodes < 3 || given[0] < 0 || given[0] >= parts) return refuse("a level asks for no part"), 0;
    /* Only what a node goes on as; or also, for each state but the first, what that is compared with. */
    int is_wide = given[2] > 0 && given[2] <= MOST && (given[1] == given[2] || given[1] == 2 * given[2] - 1);
    if (!is_wide || (level->nodes - 3) % given[1]) return refuse("a row is not as wide as its states ask for"), 0;
    *level = (Level){given[0], given[1], given[2], given + 3, (level->nodes - 3) / given[1]};
    return 1;
}

static int is_same(const int32_t *numbers, const int32_t *row, const int32_t *other, int32_t width) {
    while (width && numbers[row[width - 1]] == numbers[other[width - 1]]) width--;
    return !width;
}

/* The part, unless the node goes on, in every state but the first, as what that is compared with. */
static int32_t asked_for(const int32_t *numbers, const int32_t *row, const Level *level) {
    int is_compared = level->width > level->states;
    return is_compared && is_same(numbers, row + 1, row + level->states, level->states - 1) ? NO_PART : level->part;
}

static int32_t number_of(Pass *pass, const int32_t *row, const Level *level) {
    const int32_t *numbers = pass->numbers;
    int32_t first = numbers[row[0]], differs = 0;
    uint32_t hash = 0;
    for (int32_t at = 0; at < level->width; at++) {
        hash = (hash ^ (uint32_t)numbers[row[at]]) * 0x9E3779B1u;
        hash ^= hash >> 15;
        if (at < level->states) differs |= numbers[row[at]] ^ first;
    }
    if (!differs) return first;
    Py_ssize_t slot = hash & pass->mask;
    for (; pass->slots[slot] != FREE; slot = (slot + 1) & pass->mask)
        if (is_same(numbers, row, pass->functions[pass->slots[slot]].row, level->width)) return pass->slots[slot];
    pass->functions[pass->found] = (Function){row, level->states, asked_for(numbers, row, level)};
    return pass->slots[slot] = (int32_t)pass->found++;
}

static int number_level(Pass *pass, const Level *level) {
    for (Py_ssize_t at = 0; at < level->nodes * level->width; at++)
        if (level->rows[at] < 0 || level->rows[at] >= pass->nodes) return refuse("a node goes on as none below"), 0;
    for (pass->mask = 1; pass->mask < 2 * level->nodes; pass->mask *= 2);
    memset(pass->slots, FREE, pass->mask-- * sizeof *pass->slots);
    for (Py_ssize_t node = 0; node < level->nodes; node++)
        pass->numbers[pass->nodes + node] = number_of(pass, level->rows + node * level->width, level);
    pass->nodes += level->nodes;
    return 1;
}

static int number_all(Pass *pass, Py_ssize_t leaves, Py_ssize_t most, PyObject *levels, Py_ssize_t parts) {
    Level level;
    for (; pass->found < leaves; pass->found++) pass->numbers[pass->found] = (int32_t)pass->found;
    for (Py_ssize_t at = 0; at < PyTuple_Size(levels); at++) {
        if (!read_level(PyTuple_GetItem(levels, at), &level, parts)) return 0;
        if (level.nodes > most - pass->nodes) return refuse("there are more nodes than was said"), 0;
        if (!number_level(pass, &level)) return 0;
    }
    return 1;
}

/* For each part, which roots ask for it, as bits; then the number of each root. */
static PyObject *asked_by(Pass *pass, const int32_t *roots, Py_ssize_t count, Py_ssize_t parts) {
    for (Py_ssize_t bit = 0; bit < count; bit++) {
        if (roots[bit] < 0 || roots[bit] >= pass->nodes) return refuse("a root is no node");
        pass->reached[pass->numbers[roots[bit]]] |= (uint64_t)1 << bit;
    }
    /* What a function goes on as has a lower number: all that reach it are known when it is met, from the last down. */
    for (Py_ssize_t number = pass->found; number-- > 0;) {
        const Function *function = &pass->functions[number];
        if (function->states && function->asks != NO_PART) pass->asked[function->asks] |= pass->reached[number];
        for (int32_t at = 0; at < function->states; at++)
            pass->reached[pass->numbers[function->row[at]]] |= pass->reached[number];
    }
    PyObject *list = PyList_New(parts + count);
    for (Py_ssize_t at = 0; list && at < parts + count; at++) {
        uint64_t found = at < parts ? pass->asked[at] : (uint64_t)pass->numbers[roots[at - parts]];
        PyObject *value = PyLong_FromUnsignedLongLong(found);
        if (!value || PyList_SetItem(list, at, value) < 0) Py_CLEAR(list);
    }
    return list;
}

static PyObject *reduce(PyObject *Py_UNUSED(module), PyObject *arguments) {
    PyObject *bytes, *levels;
    Py_ssize_t leaves, nodes, parts, count;
    if (!PyArg_ParseTuple(arguments, "nnnSO!", &leaves, &nodes, &parts, &bytes, &PyTuple_Type, &levels)) return NULL;
    if (leaves < 0 || nodes < leaves || nodes > MOST || parts < 0 || parts > MOST) return refuse("no such numbers");
    const int32_t *roots = integers(bytes, &count);
    if (!roots || count > 64) return roots ? refuse("expected at most 64 roots") : NULL;
    Pass pass = {.nodes = leaves, .reached = PyMem_Calloc(1, nodes * (sizeof(Function) + 8 + 5 * 4) + parts * 8 + 4)};
    if (!pass.reached) return PyErr_NoMemory();
    pass.asked = pass.reached + nodes;
    pass.functions = (Function *)(pass.asked + parts);
    pass.numbers = (int32_t *)(pass.functions + nodes);
    pass.slots = pass.numbers + nodes;
    PyObject *found = number_all(&pass, leaves, nodes, levels, parts) ? asked_by(&pass, roots, count, parts) : NULL;
    PyMem_Free(pass.reached);
    return found;
}

static int add_interface(PyObject *module) { return PyModule_AddIntConstant(module, "INTERFACE", INTERFACE); }
static PyMethodDef methods[] = {{"reduce", reduce, METH_VARARGS, "reduce(leaves, nodes, parts, roots, levels)"}, {0}};
static PyModuleDef_Slot steps[] = {{Py_mod_exec, add_interface}, {0}};
static PyModuleDef module = {PyModuleDef_HEAD_INIT, "crdecide_accelerator", NULL, 0, methods, steps, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_crdecide_accelerator(void) { return PyModuleDef_Init(&module); }
