// Loaded by every page of the console.
import './parts/shell.js';
