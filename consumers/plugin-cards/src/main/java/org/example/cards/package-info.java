/** A model that plays cue cards. */
package org.example.cards;
