"""How decisions are numbered and what their records are labelled with: vocabulary for those who read them and who judge them."""
